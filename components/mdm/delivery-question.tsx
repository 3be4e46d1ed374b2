import { useState } from 'react';
import type { DeliveryRow, MdmRow } from '../../lib/cache/mdm-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { writeDate } from '../ui/words.ts';
import { AddRecordForm } from './add-record-form.tsx';
import { ClaimSwitch } from './delivery-course.tsx';
import { kindOf } from './kinds.ts';
import { useMdmWords } from './words.ts';

interface Props {
  delivery: DeliveryRow;
  location: LocationRow;
  mdm: MdmRow | undefined;
}

/** No record fits, or several do: the admin chooses one, or wishes a new one. Nothing was sent. */
export function DeliveryQuestion({ delivery, location, mdm }: Props) {
  const t = useMdmWords();
  const [claim, setClaim] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const choose = useCommand('delivery.choose');
  const cancel = useCommand('delivery.cancel');
  const kind = mdm && kindOf(mdm);
  const { choices = [], id: deliveryId } = delivery;
  const values = { mdm: mdm?.name ?? '', location: location.locationName };
  const renamed = choices.find(({ id }) => id === delivery.renamed);
  const failure = choose.failure ?? cancel.failure;
  return (
    <section className="panel" aria-label={t('ask.title', values)}>
      <h3>{t('ask.title', values)}</h3>
      {renamed ? (
        <p>
          {t('ask.renamed', { ...values, record: renamed.name, found: renamed.locationName ?? renamed.name })}
        </p>
      ) : (
        <p>{t(choices.length === 0 ? 'ask.none' : 'ask.text', values)}</p>
      )}
      {choices.length > 0 ? (
        <RecordTable
          records={choices}
          isDisabled={choose.busy}
          onChoose={(recordId) => void choose.run({ deliveryId, choice: { recordId }, claim })}
        />
      ) : null}
      {kind?.canClaim ? <ClaimSwitch mdm={values.mdm} isOn={claim} onChange={setClaim} /> : null}
      {isAdding && kind?.addFields ? (
        <AddRecordForm
          fields={kind.addFields}
          location={location.locationName}
          busy={choose.busy}
          onAdd={(extra) => void choose.run({ deliveryId, choice: { add: true, extra }, claim })}
        />
      ) : null}
      {failure ? <FailurePanel failure={failure} /> : null}
      <div className="acts">
        {kind?.addFields && !isAdding ? (
          <Button onPress={() => setAdding(true)}>{t('ask.add')}</Button>
        ) : null}
        <Button isDisabled={cancel.busy} onPress={() => void cancel.run({ deliveryId })}>
          {t('ask.cancel')}
        </Button>
      </div>
    </section>
  );
}

interface TableProps {
  records: NonNullable<DeliveryRow['choices']>;
  isDisabled: boolean;
  onChoose: (recordId: string) => void;
}

function RecordTable({ records, isDisabled, onChoose }: TableProps) {
  const t = useMdmWords();
  return (
    <div className="delivery-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('record')}</th>
            <th scope="col">{t('record.location')}</th>
            <th scope="col">{t('record.organisation')}</th>
            <th scope="col">{t('record.ends')}</th>
            <th scope="col">
              <span className="hidden-label">{t('record.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <th scope="row" className="break">
                <bdi className="strong">{record.name}</bdi>
              </th>
              <td className="break">{record.locationName ?? t('record.unsaid')}</td>
              <td className="break">{record.organizationName ?? t('record.unsaid')}</td>
              <td>
                {record.expiresAt === undefined ? t('record.unsaid') : writeDate(record.expiresAt)}
                {record.state === undefined ||
                record.state === 'unknown' ||
                record.state === 'valid' ? null : (
                  <span className="small soft"> {t(`record.state.${record.state}`)}</span>
                )}
              </td>
              <td>
                <Button
                  isDisabled={isDisabled}
                  aria-label={t('record.send.to', { record: record.name })}
                  onPress={() => onChoose(record.id)}
                >
                  {t('record.send')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
