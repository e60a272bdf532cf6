import { IconBuildingBank, IconFlask2, IconSchool, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '../../shared/account'
import classes from './EnvironmentBadge.module.css'

const icons: Readonly<Record<Environment, Icon>> = {
  production: IconBuildingBank,
  test: IconFlask2,
  training: IconSchool
}

/** Which world money moves in: icon, word and colour, the same wherever it stands. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  const { t } = useTranslation()
  const Mark = icons[environment]
  return (
    <span className={classes['root']} data-environment={environment}>
      <Mark size={14} aria-hidden />
      {t(`environment.${environment}`)}
    </span>
  )
}
