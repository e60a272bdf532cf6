import { json, refusal } from './reply'
import { look } from './conclude'
import { checkListQuery, listPage } from './transactions'
import { sessionBody, tokensOf, transactionBody, transactionIncludes } from './wire'
import type { TransactionRecord } from './records'
import type { Reply } from './reply'
import type { Listed, ListQuery } from './transactions'
import type { TransactionInclude } from './wire'
import type { ListMode, World } from './world'

/** `GET /v1/sessions/{id}`: the session, with its transaction's id once it has one. */
export function getSession(world: World, accountId: string, id: string): Reply {
  const session = world.store.session(accountId, id)
  if (!session) return refusal(404, 'No such session')
  const transaction =
    session.transactionId === null ? undefined : world.store.transaction(accountId, session.transactionId)
  if (transaction) look(world, transaction, session)
  return json(200, sessionBody(world.store.session(accountId, id) ?? session))
}

/** `GET /v1/transactions/{id}?includes=...` */
export function getTransaction(world: World, accountId: string, id: string, query: URLSearchParams): Reply {
  const includes = readIncludes(query)
  if (includes === null) return refusal(400, `includes: one or more of ${transactionIncludes.join(', ')}`)
  const transaction = world.store.transaction(accountId, id)
  const row = transaction && withSession(world, transaction)
  if (!row) return refusal(404, 'No such transaction')
  return json(200, bodyOf(world, lookAt(world, row), includes))
}

/** `GET /v1/transactions`: a bare array, newest first. */
export function listTransactions(world: World, accountId: string, parameters: URLSearchParams): Reply {
  const query = checkListQuery(parameters)
  if (!query.ok) return refusal(400, query.message)
  const heeded = asHeeded(query.value, world.lists)
  const padding = paddingRows(world, accountId)
  const rows = [...padding, ...visibleRows(world, accountId, heeded)]
  const page = listPage(rows, heeded)
  if (!page.ok) return refusal(400, page.message)
  const includes = query.value.includes ?? []
  return json(
    200,
    page.value.map((row) => bodyOf(world, padding.includes(row) ? row : lookAt(world, row), includes))
  )
}

/** The query as this Dintero takes it today. */
function asHeeded(query: ListQuery, { ignoreFilters, endless }: ListMode): ListQuery {
  const { merchant_reference: reference, token_id: tokenId, starting_after: after, ...rest } = query
  return {
    ...rest,
    merchant_reference: ignoreFilters ? undefined : reference,
    token_id: ignoreFilters ? undefined : tokenId,
    starting_after: endless ? undefined : after
  }
}

/** Other customers' payments, which an honest list leaves out where it filters. */
function paddingRows(world: World, accountId: string): Listed[] {
  const any = world.store.transactions(accountId)[0]
  const row = any && withSession(world, any)
  if (!row) return []
  return Array.from({ length: world.lists.padding }, (_, index) => {
    const merchantReference = `somebody-${index}`
    const order = { ...row.session.order, merchant_reference: merchantReference }
    return {
      transaction: { ...row.transaction, id: `${accountId}.padding-${index}`, merchantReference, due: null },
      session: { ...row.session, order }
    }
  })
}

/** The rows a list shows. One that lags is left out, and comes a list call closer to being seen. */
function visibleRows(world: World, accountId: string, query: ListQuery): Listed[] {
  const now = world.clock()
  const reference = query.merchant_reference
  const all =
    reference === undefined
      ? world.store.transactions(accountId)
      : world.store
          .sessionsWith(accountId, reference)
          .toReversed()
          .flatMap((session) => {
            const transaction =
              session.transactionId && world.store.transaction(accountId, session.transactionId)
            return transaction ? [transaction] : []
          })
  return all.flatMap((transaction) => {
    const { hidden } = transaction
    if (hidden && (hidden.calls > 0 || now < hidden.until)) {
      const calls = Math.max(0, hidden.calls - 1)
      world.store.putTransaction({ ...transaction, hidden: { ...hidden, calls } })
      return []
    }
    return withSession(world, transaction) ?? []
  })
}

function withSession(world: World, transaction: TransactionRecord): Listed | undefined {
  const session = world.store.session(transaction.accountId, transaction.sessionId)
  return session && { transaction, session }
}

function lookAt(world: World, { transaction, session }: Listed): Listed {
  const after = look(world, transaction, session)
  return { transaction: after, session: world.store.session(after.accountId, after.sessionId) ?? session }
}

function bodyOf(
  world: World,
  { transaction, session }: Listed,
  includes: readonly TransactionInclude[]
): Record<string, unknown> {
  const tokens = tokensOf(transaction).flatMap(
    ({ tokenId }) => world.store.tokenById(transaction.accountId, tokenId) ?? []
  )
  return transactionBody(transaction, session, tokens, includes)
}

function readIncludes(query: URLSearchParams): TransactionInclude[] | null {
  if ([...query.keys()].some((key) => key !== 'includes')) return null
  const asked = query.getAll('includes')
  const known = transactionIncludes.filter((include) => asked.includes(include))
  return asked.every((include) => known.some((each) => each === include)) ? known : null
}
