import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/settings'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { useLanguageChoices } from '../../hooks/use-language'
import { useSettings } from '../../hooks/use-settings'
import classes from './SettingsScreen.module.css'

const colourSchemes = ['system', 'light', 'dark'] as const

/** Trekk itself: language, look, who is at the desk. Each change is saved as it is made. */
export function AppSettingsPanel({ osUser }: { readonly osUser: string }) {
  const { t } = useTranslation(['settings', 'common'])
  const { settings, save } = useSettings()
  const languageChoices = useLanguageChoices()
  const [name, setName] = useState(settings.operatorName)
  const [hours, setHours] = useState(String(settings.duplicateWindowHours))
  const [saved, setSaved] = useState(false)
  const hoursRight = /^\d{1,3}$/.test(hours.trim()) && Number(hours) <= 720

  const keep = async (change: Partial<Settings>): Promise<void> => {
    setSaved(false)
    const answer = await save.run(change)
    setSaved(answer?.ok ?? false)
  }
  const keepName = (): void => {
    if (name.trim() !== settings.operatorName) void keep({ operatorName: name.trim() })
  }
  const keepHours = (): void => {
    if (hoursRight && Number(hours) !== settings.duplicateWindowHours) {
      void keep({ duplicateWindowHours: Number(hours) })
    }
  }
  const chosen = <T extends string>(choices: readonly T[], value: string): T | undefined =>
    choices.find((choice) => choice === value)

  return (
    <Panel
      title={t('app.title')}
      actions={
        <span role="status">
          {saved && (
            <span className={classes['saved']}>
              <IconCheck size={16} aria-hidden />
              {t('saved')}
            </span>
          )}
        </span>
      }
    >
      <div className={classes['fields']}>
        <NativeSelect
          label={t('app.language')}
          value={settings.language}
          data={languageChoices}
          onChange={(event) => {
            const choice = languageChoices.find(({ value }) => value === event.currentTarget.value)
            if (choice) void keep({ language: choice.value })
          }}
        />
        <div>
          <span className="field-label" id="colour-scheme">
            {t('app.colourScheme')}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="colour-scheme"
            value={settings.colourScheme}
            data={colourSchemes.map((value) => ({ value, label: t(`common:scheme.${value}`) }))}
            onChange={(value) => {
              const colourScheme = chosen(colourSchemes, value)
              if (colourScheme) void keep({ colourScheme })
            }}
          />
        </div>
        <TextInput
          label={t('app.operatorName')}
          description={t('app.operatorNameWhat', { osUser })}
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={keepName}
          onKeyDown={(event) => event.key === 'Enter' && keepName()}
        />
        <TextInput
          label={t('app.duplicateWindow')}
          description={t('app.duplicateWindowWhat')}
          value={hours}
          inputMode="numeric"
          maxLength={4}
          rightSection={<span className={classes['unsaved']}>{t('app.hours')}</span>}
          rightSectionWidth={60}
          error={hoursRight ? null : t('app.hoursInvalid')}
          onChange={(event) => setHours(event.currentTarget.value)}
          onBlur={keepHours}
          onKeyDown={(event) => event.key === 'Enter' && keepHours()}
        />
      </div>
      {save.error && <ErrorNotice error={save.error} />}
    </Panel>
  )
}
