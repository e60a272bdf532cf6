import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

interface Named {
  readonly name: string
  readonly fileName: string
}

export interface FileWords {
  /** The name somebody gave it, that of the file, or what it is where it has neither. */
  readonly name: (file: Named) => string
  /** The name of the file; cells that were pasted have none. */
  readonly file: (file: Named) => string
}

/** How charge files are spoken of, everywhere the same. */
export function useFileWords(): FileWords {
  const { t } = useTranslation('files')
  return useMemo(() => {
    const file = ({ fileName }: Named): string => fileName || t('pasted')
    return { file, name: (named) => named.name || file(named) }
  }, [t])
}
