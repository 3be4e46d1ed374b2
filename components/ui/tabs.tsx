import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import './tabs.css';

interface Props<Id extends string> {
  label: string;
  chosen: Id;
  onChoose: (id: Id) => void;
  tabs: readonly { id: Id; title: string; content: ReactNode }[];
}

/** Parts of one thing, one at a time; arrow keys go from tab to tab. */
export function Tabs<Id extends string>({ label, chosen, onChoose, tabs }: Props<Id>) {
  return (
    <AriaTabs
      className="tabs"
      selectedKey={chosen}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key);
        if (tab) onChoose(tab.id);
      }}
    >
      <TabList className="tab-list" aria-label={label}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
