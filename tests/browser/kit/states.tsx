import { useState } from 'react';
import { Advice } from '../../../components/ui/advice.tsx';
import { Age } from '../../../components/ui/age.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Empty } from '../../../components/ui/empty.tsx';
import { ErrorBoundary } from '../../../components/ui/error-boundary.tsx';
import { FailurePanel } from '../../../components/ui/failure-panel.tsx';
import { Progress } from '../../../components/ui/progress.tsx';
import { State } from '../../../components/ui/state.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { UtilisationBar } from '../../../components/ui/utilisation-bar.tsx';

function Theme() {
  return (
    <>
      <div className="kit-line">
        <span style={{ fontSize: 'var(--size-title)' }}>Title 20</span>
        <span style={{ fontSize: 'var(--size-large)' }}>Large 15</span>
        <span>Base 13</span>
        <span className="small">Small 12</span>
        <span className="strong">Emphasis</span>
        <span className="soft">Soft</span>
        <a href="#theme">Store page</a>
      </div>
      <div className="kit-line">
        {['surface', 'surface-low', 'surface-hover', 'surface-active'].map((name) => (
          <span key={name} className="kit-swatch" style={{ background: `var(--${name})` }}>
            {name}
          </span>
        ))}
      </div>
    </>
  );
}

function States() {
  return (
    <div className="kit-line">
      <State tone="good">Valid</State>
      <State tone="info">Reading</State>
      <State tone="warning">Ends in 14 days</State>
      <State tone="danger">Revoked</State>
      <State tone="neutral">Not read yet</State>
    </div>
  );
}

function Ages() {
  return (
    <div className="kit-line">
      <span>
        North Campus: 140 left of 700 <Age at={Date.now() - 250_000} />
      </span>
      <Age form="plain" at={Date.now() - 3 * 86_400_000} />
    </div>
  );
}

function ProgressBars() {
  return (
    <>
      <Progress label="Reading licences …" part={0.35} detail="page 7 of 20" />
      <Progress label="Asking Apple …" />
    </>
  );
}

function Uses() {
  const rows = [
    { used: 560, total: 700, tone: 'plain' },
    { used: 690, total: 700, tone: 'warning' },
    { used: 700, total: 700, tone: 'danger' },
    { used: 40, total: undefined, tone: 'plain' },
  ] as const;
  return rows.map(({ used, total, tone }) => (
    <div key={String(total) + used} className="kit-line">
      <span className="number" style={{ width: 80 }}>
        {used} of {total ?? '…'}
      </span>
      <UtilisationBar used={used} total={total} tone={tone} />
    </div>
  ));
}

function EmptyPart() {
  return (
    <Empty title="No apps yet">
      <p>Link the token of a location, and its licences appear here.</p>
      <Button look="primary">Link a token</Button>
    </Empty>
  );
}

function Failures() {
  return (
    <>
      <FailurePanel failure={{ code: 'revoked' }}>
        <Button>Renew</Button>
      </FailurePanel>
      <FailurePanel tone="warning" failure={{ code: 'throttled' }} />
      <FailurePanel tone="info" failure={{ code: 'offline' }} />
    </>
  );
}

function AdviceParts() {
  return (
    <>
      <Advice tone="good" title="All is well." />
      <Advice tone="info" title="Is Apple’s built-in device management on?" acts={<Button>Off</Button>}>
        <p>Only you can see that.</p>
      </Advice>
      <Advice tone="warning" title="Another MDM manages this location now." />
    </>
  );
}

function Broken(): never {
  throw new Error('This part breaks on purpose.');
}

function Boundary() {
  return (
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>
  );
}

function TabsPart() {
  const [chosen, setChosen] = useState<'counts' | 'holders'>('counts');
  return (
    <Tabs
      label="Parts of this app"
      chosen={chosen}
      onChoose={setChosen}
      tabs={[
        { id: 'counts', title: 'Counts', content: <p>140 left of 700</p> },
        { id: 'holders', title: 'Holders', content: <p>560 holders</p> },
      ]}
    />
  );
}

export const stateParts = {
  theme: Theme,
  state: States,
  age: Ages,
  progress: ProgressBars,
  'utilisation-bar': Uses,
  tabs: TabsPart,
  empty: EmptyPart,
  'failure-panel': Failures,
  advice: AdviceParts,
  'error-boundary': Boundary,
};
