import type { AccountView } from '../../shared/account'
import type { ChargeDetail, ChargeDraft } from '../../shared/charge'
import type { ChargeReview } from '../../shared/review'
import type { AppStatus } from '../../shared/ipc'
import type { LinkDetail } from '../../shared/link'
import type { ListPage } from '../../shared/list'
import type { ExportView } from '../../shared/list-export'
import type { ModificationDetail } from '../../shared/modification'
import { TrekkError } from '../../shared/result'
import type { SavedView } from '../../shared/saved-view'
import { defaultSettings } from '../../shared/settings'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'
import type { Alarm } from '../../shared/tray'
import { auditEntryAt, chargeOf, fakeCharges, unresolvedOf } from './fake-charges'
import { chargesFor, fakeViews, sumsOf, viewHandlers } from './fake-history'
import { FakeApprovals } from './fake-approvals'
import { fakeBatch, FakeFiles, type FakeBatch } from './fake-batches'
import { exportHandlers } from './fake-exports'
import { FakeCustomers } from './fake-customers'
import { fakeLinks, FakeLinks } from './fake-links'
import { fakeFind } from './fake-find'
import { fakeModifications, FakeModifications } from './fake-modifications'
import { FakePayouts, type FakePayoutState } from './fake-payouts'
import { chargeWithReceipt, receiptHandlers } from './fake-receipts'
import { fakeToday, type FakeDay } from './fake-today'
import { fakeCards, fakeNow, production, test, training } from './fake-people'

const auditLength = 2_480

/** What the double knows; a test changes it before the page asks. */
export interface FakeWorld {
  status: AppStatus
  charges: ChargeDetail[]
  links: LinkDetail[]
  modifications: ModificationDetail[]
  cards: ReturnType<typeof fakeCards>
  auditEntries: number
  today: FakeDay
  alarms: readonly Alarm[]
  payouts: FakePayoutState
  batches: FakeBatch[]
  approvals: FakeApprovals
  /** Whether the client may ask Dintero about stored cards. */
  cardScope: boolean
  /** Rows are counted no further than this. */
  countsTo: number
  /** A list is being exported, this far. */
  exporting: ExportView | null
  views: SavedView[]
}

/** A power company's desk: three accounts, a dozen customers, some days of charges, a few unresolved. */
export function defaultWorld(): FakeWorld {
  const cards = fakeCards()
  const charges = fakeCharges(cards)
  return {
    cards,
    charges,
    links: fakeLinks(cards, charges),
    modifications: fakeModifications(charges),
    auditEntries: auditLength,
    today: 'usual',
    alarms: [],
    payouts: 'usual',
    batches: earlierFiles(),
    approvals: new FakeApprovals(),
    cardScope: true,
    countsTo: Infinity,
    exporting: null,
    views: [...fakeViews],
    status: {
      version: '0.1.0',
      simulated: false,
      activeAccount: production,
      accounts: [production, test, training],
      settings: { ...defaultSettings, operatorName: 'Hanne' },
      language: 'en',
      environment: 'production',
      unresolvedCount: unresolvedOf(charges).total,
      clockSkew: null,
      osUser: 'hanne.berg',
      storageNotice: null
    }
  }
}

/** Files of the last months, each of which has come to an end of its own. */
function earlierFiles(): FakeBatch[] {
  const month = 30 * 24 * 60 * 60 * 1000
  const earlier = (months: number) => ({
    createdAt: fakeNow - months * month,
    releasedAt: fakeNow - months * month + 900_000,
    endedAt: fakeNow - months * month + 1_800_000
  })
  return [
    fakeBatch('batch-done', {
      ...earlier(1),
      name: 'Strøm oktober',
      fileName: 'oktober.csv',
      records: 1_204,
      stage: 'done',
      answered: 1_204
    }),
    fakeBatch('batch-stopped', {
      ...earlier(2),
      name: 'Nettleie tredje kvartal, kunder med avtale om etterskuddsvis betaling',
      fileName: 'nettleie-q3-endelig-versjon-2 (rettet av Kari).xlsx',
      form: 'workbook',
      records: 402,
      stage: 'stopped',
      answered: 31
    }),
    fakeBatch('batch-cancelled', {
      ...earlier(2),
      name: 'Strøm september',
      fileName: 'september.csv',
      records: 310,
      stage: 'cancelled'
    })
  ]
}

/** What a world's links do when the page asks. */
export function fakeLinksOf(world: FakeWorld): FakeLinks {
  return new FakeLinks(
    world.links,
    () => world.cards,
    () => world.charges
  )
}

/** Handlers for every call over one world. Amounts decide: over 5,000 is typed again, ending in 13 is declined. */
export function handlersOver(
  world: FakeWorld,
  files = new FakeFiles(world.batches, () => world.cards, world.approvals),
  links = fakeLinksOf(world),
  payouts = new FakePayouts(() => world.charges, world.payouts)
): FakeHandlers {
  const modifications = new FakeModifications(
    world.modifications,
    () => world.charges,
    () => world.links
  )
  const customers = new FakeCustomers({
    cards: () => world.cards,
    setCards: (cards) => {
      world.cards = cards
    },
    charges: () => world.charges,
    links: () => world.links,
    modifications: () => world.modifications,
    allowed: () => world.cardScope
  })
  const reviews = new Map<string, ChargeReview>()
  const account = (id: string): AccountView => found(world.status.accounts, id)
  const makeActive = (next: AccountView): AccountView => {
    world.status = { ...world.status, activeAccount: next, environment: next.environment }
    return next
  }
  const replace = (next: AccountView): AccountView => {
    const others = world.status.accounts.filter(({ id }) => id !== next.id)
    world.status = { ...world.status, accounts: [...others, next] }
    return world.status.activeAccount?.id === next.id ? makeActive(next) : next
  }
  const conclude = (charge: ChargeDetail, state: ChargeDetail['state']): ChargeDetail => {
    const next = { ...charge, state, nextLookupAt: null, changedAt: Date.now() }
    world.charges = world.charges.map((each) => (each.id === charge.id ? next : each))
    return next
  }
  const review = (draft: ChargeDraft): ChargeReview => {
    const card = found(world.cards, draft.cardId)
    if (!card.operations.includes(draft.operation)) {
      throw new TrekkError('invalid_input', 'operation', {
        fields: [{ field: 'operation', problem: 'not_allowed' }]
      })
    }
    const made: ChargeReview = {
      ...draft,
      reviewId: `review-${reviews.size + 1}`,
      card,
      environment: world.status.environment ?? 'test',
      vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
      budget: null,
      open: [],
      referenceChecked: true,
      confirmations: draft.amount > 500_000 ? [{ kind: 'type_amount' }] : []
    }
    reviews.set(made.reviewId, made)
    return made
  }

  return {
    getStatus: () => world.status,
    connectAccount: (input) => {
      const next = { ...production, id: input.accountId, name: input.name, secretHome: input.secretHome }
      replace(next)
      return makeActive(next)
    },
    startTraining: () => makeActive(replace(training)),
    switchAccount: ({ accountId }) => makeActive(account(accountId)),
    renameAccount: ({ accountId, name }) => replace({ ...account(accountId), name }),
    removeAccount: ({ accountId }) => {
      const accounts = world.status.accounts.filter(({ id }) => id !== accountId)
      world.status = { ...world.status, accounts }
    },
    saveAccountSettings: ({ accountId, settings }) => replace({ ...account(accountId), settings }),
    saveSettings: (settings) => {
      const language = settings.language === 'system' ? world.status.language : settings.language
      world.status = { ...world.status, settings, language }
      return settings
    },
    countCards: () => 12,
    searchCards: ({ query, limit }) => {
      const wanted = foldForSearch(query)
      const fits = world.cards.filter((card) =>
        foldForSearch(
          Object.values(card)
            .map((value) => JSON.stringify(value))
            .join(' ')
        ).includes(wanted)
      )
      return { cards: fits.slice(0, limit), more: fits.length > limit }
    },
    listCards: ({ query, offset, limit }) => {
      const wanted = foldForSearch(query)
      const fits = world.cards.filter((card) =>
        foldForSearch(
          Object.values(card)
            .map((value) => JSON.stringify(value))
            .join(' ')
        ).includes(wanted)
      )
      return pageOf(fits, offset, limit, world.countsTo)
    },
    getCard: ({ cardId }) => found(world.cards, cardId),
    addCardFromTransaction: () => found(world.cards, 'card-0'),
    addCardFromToken: () => found(world.cards, 'card-1'),
    removeCard: ({ cardId }) => {
      world.cards = world.cards.filter(({ id }) => id !== cardId)
    },
    getRetryBudget: ({ cardId }) => ({
      brand: found(world.cards, cardId).brand,
      failures: 3,
      allowed: 15,
      stopAt: 13,
      windowHours: 720,
      blockedUntil: found(world.cards, cardId).blockedUntil,
      complete: true
    }),
    proposeReference: ({ retryOf }) => ({
      merchantReference: retryOf ? `${found(world.charges, retryOf).merchantReference}~2` : 'tr-261122-0007'
    }),
    reviewCharge: review,
    confirmReview: ({ reviewId }) => {
      const made = reviews.get(reviewId)
      if (!made) throw new TrekkError('review_unknown', reviewId)
      return { ...made, confirmations: [] }
    },
    submitCharge: ({ reviewId }) => {
      const made = reviews.get(reviewId)
      if (!made) throw new TrekkError('review_unknown', reviewId)
      reviews.delete(reviewId)
      const state = made.amount % 100 === 13 ? 'declined' : 'succeeded'
      const { amount, currency, merchantReference, operation, lines, vatAmount, autoCapture } = made
      const charge = {
        ...chargeOf(1_000 + world.charges.length, made.card, state),
        amount,
        currency,
        merchantReference,
        operation,
        lines,
        vatAmount,
        autoCapture,
        createdAt: fakeNow,
        changedAt: fakeNow + 900
      }
      world.charges = [charge, ...world.charges]
      return chargeWithReceipt(charge, [])
    },
    chargeOfReview: () => ({ charge: null }),
    currentFlight: () => null,
    askDintero: ({ chargeId }) => conclude(found(world.charges, chargeId), 'succeeded'),
    resendCharge: ({ chargeId }) => conclude(found(world.charges, chargeId), 'succeeded'),
    closeCharge: ({ chargeId }) => conclude(found(world.charges, chargeId), 'closed'),
    readAlarm: ({ alarmId }) => {
      world.alarms = world.alarms.filter(({ id }) => id !== alarmId)
      return unresolvedOf(world.charges, world.alarms, modifications.modifications)
    },
    ...viewHandlers(world),
    ...receiptHandlers(world),
    sumCharges: (filter) => ({ sums: sumsOf(chargesFor(world.charges, filter)), atLeast: false }),
    listCharges: (query) => {
      const fits = chargesFor(world.charges, query)
      return pageOf(fits, query.offset, query.limit, world.countsTo)
    },
    getCharge: ({ chargeId }) =>
      chargeWithReceipt(found(world.charges, chargeId), modifications.modifications),
    listUnresolved: () => unresolvedOf(world.charges, world.alarms, modifications.modifications),
    listAudit: ({ search, actions, offset, limit }) => {
      const all = Array.from({ length: world.auditEntries }, (_, index) =>
        auditEntryAt(world.auditEntries - index, world.auditEntries, world.charges)
      )
      const fits = all.filter(
        (entry) =>
          (actions.length === 0 || actions.some((action) => action === entry.action)) &&
          foldForSearch(`${entry.subject} ${entry.operator}`).includes(foldForSearch(search))
      )
      return pageOf(fits, offset, limit, world.countsTo)
    },
    getToday: () => fakeToday(world.status.activeAccount?.id ?? '', world.today),
    reviewBatchLinks: (wish) => ({
      ...wish,
      reviewId: 'batch-links',
      links: 37,
      sums: [{ currency: 'NOK', charges: 37, amount: 4_812_300 }],
      leftOut: [
        { reason: 'not_healed', rows: 4 },
        { reason: 'followed_up', rows: 1 }
      ]
    }),
    makeBatchLinks: () => batchLinks,
    stopBatchLinks: () => undefined,
    getBatchLinks: () => ({ view: null }),
    verifyAudit: () => ({ entries: world.auditEntries, intact: true, firstBroken: null }),
    exportAudit: () => ({ entries: world.auditEntries }),
    ...exportHandlers(
      (list) =>
        ({
          charges: world.charges.length,
          unresolved: unresolvedOf(world.charges).total,
          links: world.links.length,
          cards: world.cards.length
        })[list],
      world.exporting
    ),
    ...links.handlers(),
    ...modifications.handlers(),
    ...payouts.handlers(),
    ...fakeFind(() => world.charges),
    ...customers.handlers(),
    ...files.handlers(),
    ...world.approvals.handlers(),
    copyText: () => undefined,
    reportPageError: () => undefined
  }
}

const batchLinks = {
  batchId: 'batch-done',
  total: 42,
  done: 12,
  made: 11,
  failed: 0,
  leftOut: [],
  running: true,
  stopped: null
}

function pageOf<Row>(fits: readonly Row[], offset: number, limit: number, countsTo: number): ListPage<Row> {
  const total = Math.min(fits.length, countsTo)
  return { rows: fits.slice(offset, offset + limit), total, atLeast: total < fits.length }
}

function found<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const item = list.find((each) => each.id === id)
  if (!item) throw new TrekkError('not_found', id)
  return item
}
