import ClipboardList from 'lucide-react/icons/clipboard-list';
import Gauge from 'lucide-react/icons/gauge';
import KeyRound from 'lucide-react/icons/key-round';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import MonitorSmartphone from 'lucide-react/icons/monitor-smartphone';
import Settings from 'lucide-react/icons/settings';
import Users from 'lucide-react/icons/users';
import { AppsScreen } from '../apps/apps-screen.tsx';
import { DevicesScreen } from '../devices/devices-screen.tsx';
import { InvitationsScreen } from '../invitations/invitations-screen.tsx';
import { MoveScreen } from '../orders/move-screen.tsx';
import { NewOrderScreen } from '../orders/new-order-screen.tsx';
import { OrdersScreen } from '../orders/orders-screen.tsx';
import { OverviewScreen } from '../overview/overview-screen.tsx';
import { PeopleScreen } from '../people/people-screen.tsx';
import { ImportScreen } from '../people-import/import-screen.tsx';
import { ReconcileScreen } from '../reconcile/reconcile-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { TokensScreen } from '../tokens/tokens-screen.tsx';

/** The rail, top to bottom. A screen stands here once it works. */
export const screens = [
  { path: '/overview', title: 'rail.overview', Icon: Gauge, Screen: OverviewScreen },
  { path: '/apps', title: 'rail.apps', Icon: LayoutGrid, Screen: AppsScreen },
  { path: '/people', title: 'rail.people', Icon: Users, Screen: PeopleScreen },
  { path: '/devices', title: 'rail.devices', Icon: MonitorSmartphone, Screen: DevicesScreen },
  { path: '/orders', title: 'rail.orders', Icon: ClipboardList, Screen: OrdersScreen },
  { path: '/tokens', title: 'rail.tokens', Icon: KeyRound, Screen: TokensScreen },
  { path: '/settings', title: 'rail.settings', Icon: Settings, Screen: SettingsScreen },
] as const;

/** Screens that are reached from one of the rail's. */
const subScreens = [
  { path: '/orders/new', parent: '/orders', title: 'screen.order', Screen: NewOrderScreen },
  { path: '/orders/move', parent: '/orders', title: 'screen.move', Screen: MoveScreen },
  { path: '/orders/reconcile', parent: '/orders', title: 'screen.reconcile', Screen: ReconcileScreen },
  { path: '/people/import', parent: '/people', title: 'screen.import', Screen: ImportScreen },
  { path: '/people/invitations', parent: '/people', title: 'screen.invitations', Screen: InvitationsScreen },
] as const;

/** All that can stand in the address. */
export const allScreens = [...screens.map((screen) => ({ ...screen, parent: screen.path })), ...subScreens];
