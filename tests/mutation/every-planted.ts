import { planted, type Planted } from './planted'
import { plantedCards } from './planted-cards'
import { plantedLinks } from './planted-links'
import { plantedModifications } from './planted-modifications'
import { plantedPayouts } from './planted-payouts'
import { plantedReports } from './planted-reports'

export const everyPlanted: readonly Planted[] = [
  ...planted,
  ...plantedModifications,
  ...plantedCards,
  ...plantedLinks,
  ...plantedPayouts,
  ...plantedReports
]
