import {
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconHelpTriangleFilled,
  IconSend2,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CurrencySum } from '../../../../shared/batch'
import type { RowFilter, RunView } from '../../../../shared/batch-view'
import type { ChargeFace } from '../../../../shared/charge'
import { faceSums } from '../../../batch-progress'
import { MoneyText } from '../../../components/MoneyText'
import classes from './RunStage.module.css'

type ShownFace = Exclude<ChargeFace, 'ready' | 'returned'>

const icons: Readonly<Record<ShownFace, Icon>> = {
  succeeded: IconCircleCheckFilled,
  declined: IconCircleXFilled,
  unknown: IconHelpTriangleFilled,
  sent: IconSend2
}

const rowsOf: Readonly<Record<ShownFace, RowFilter['show']>> = {
  succeeded: 'charged',
  declined: 'not_charged',
  unknown: 'open',
  sent: 'open'
}

interface FaceCountsProps {
  readonly run: RunView
  readonly show: RowFilter['show']
  readonly onShow: (show: RowFilter['show']) => void
}

/** What became of the charges so far, by face, in charges and money. Each shows its rows. */
export function FaceCounts({ run, show, onShow }: FaceCountsProps) {
  const { t } = useTranslation('files')
  return (
    <div className={classes['faces']} role="group" aria-label={t('run.faces.label')}>
      <button
        type="button"
        className={classes['face']}
        aria-pressed={show === 'all'}
        onClick={() => onShow('all')}
      >
        <span>{t('run.faces.all')}</span>
        <strong>{t('number', { count: run.charges })}</strong>
        <Sums sums={run.sums} />
      </button>
      {faceSums(run.counts, run.state).map(({ face, charges, sums }) => {
        const own = face as ShownFace
        const Mark = icons[own]
        return (
          <button
            key={face}
            type="button"
            className={classes['face']}
            data-face={face}
            data-none={charges === 0 || undefined}
            aria-pressed={show === rowsOf[own] && charges > 0}
            onClick={() => onShow(show === rowsOf[own] ? 'all' : rowsOf[own])}
          >
            <span>
              <Mark size={15} aria-hidden />
              {t(`run.faces.${own}`)}
            </span>
            <strong>{t('number', { count: charges })}</strong>
            <Sums sums={sums} />
          </button>
        )
      })}
    </div>
  )
}

function Sums({ sums }: { readonly sums: readonly CurrencySum[] }) {
  return (
    <span className={classes['sums']}>
      {sums.length === 0 && '\u00a0'}
      {sums.map(({ currency, amount }) => (
        <MoneyText key={currency} amount={amount} currency={currency} />
      ))}
    </span>
  )
}
