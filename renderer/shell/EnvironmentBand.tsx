import { IconBuildingBank, IconFlask2, IconPlugConnectedX, IconSchool, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '../../shared/account'
import type { AppStatus } from '../../shared/ipc'
import classes from './EnvironmentBand.module.css'

const icons: Readonly<Record<Environment | 'none', Icon>> = {
  production: IconBuildingBank,
  test: IconFlask2,
  training: IconSchool,
  none: IconPlugConnectedX
}

/** The band across the top of the window that says whether money is real here: colour, icon, word and sentence. */
export function EnvironmentBand({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const where = status.environment ?? 'none'
  const Mark = icons[where]
  const simulated = status.simulated && where !== 'none' && where !== 'training'
  return (
    <div
      className={classes['root']}
      data-environment={where}
      data-simulated={simulated || undefined}
      role="region"
      aria-label={t('regions.environment')}
    >
      <Mark size={15} aria-hidden />
      <strong>{t(`environment.${where}`)}</strong>
      {simulated && <strong className={classes['simulated']}>{t('environment.simulated')}</strong>}
      <span className={classes['meaning']}>
        {simulated ? t('environment.simulatedMeaning') : t(`environment.${where}Meaning`)}
      </span>
    </div>
  )
}
