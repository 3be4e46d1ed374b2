import type { LocationRow } from '../../lib/cache/rows.ts';
import type { Finding } from '../health/diagnosis.ts';
import { Advice } from '../ui/advice.tsx';
import { BuiltInQuestion } from './built-in.tsx';
import { HolderAlarmPanel } from './holder-alarm-panel.tsx';
import { useTokensWords } from './words.ts';

interface Props {
  location: LocationRow;
  findings: readonly Finding[];
}

/** What the doctor finds besides the token: its holder, Apple's own management, namesakes. */
export function Findings({ location, findings }: Props) {
  return findings.map((finding) => <One key={finding.kind} location={location} finding={finding} />);
}

function One({ location, finding }: { location: LocationRow; finding: Finding }) {
  const t = useTokensWords();
  switch (finding.kind) {
    case 'holder':
      return <HolderAlarmPanel uId={location.uId} alarm={finding.alarm} />;
    case 'ask-built-in':
      return <BuiltInQuestion uId={location.uId} />;
    case 'built-in':
      return (
        <Advice tone="warning" title={t('built-in.warning')}>
          <p>{t('built-in.warning.text')}</p>
        </Advice>
      );
    case 'linked-twice':
      return (
        <Advice tone="info" title={t('finding.linked-twice')}>
          <p>{t('finding.linked-twice.text')}</p>
        </Advice>
      );
    case 'same-name':
      return (
        <Advice tone="info" title={t('finding.same-name', { count: finding.count })}>
          <p>{t('finding.same-name.text', { id: location.uId })}</p>
        </Advice>
      );
    // Said beside the state.
    case 'locked':
      return null;
  }
}
