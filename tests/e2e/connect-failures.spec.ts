import type { Locator, Page } from '@playwright/test'
import {
  expectChargeScreen,
  fillConnectForm,
  openConnectForm,
  testAccount,
  type AccountForm
} from '../support/connect'
import type { CallFaultInput } from '../../electron/simulator/faults'
import { client } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { keychainOf } from '../support/keychain'

// Whatever keeps an account from being connected: its own words, at the right place, and nothing typed is lost.

const fieldNames = ['Account id', 'Client id', 'Client secret', 'Name in Trekk'] as const

function field(page: Page, name: (typeof fieldNames)[number]): Locator {
  return page.getByRole('textbox', { name, exact: true })
}

const press = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Connect', exact: true }).click()

async function expectNothingLost(page: Page, typed: AccountForm): Promise<void> {
  await expect(field(page, 'Account id')).toHaveValue(typed.accountId)
  await expect(field(page, 'Client id')).toHaveValue(typed.clientId)
  await expect(field(page, 'Client secret')).toHaveValue(typed.clientSecret)
  await expect(field(page, 'Name in Trekk')).toHaveValue(typed.name)
}

/** A field's own error: the words it is described by. */
async function expectProblemAt(page: Page, name: (typeof fieldNames)[number], words: string): Promise<void> {
  await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, name)).toHaveAccessibleDescription(new RegExp(escaped(words)))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('an account id that cannot be one is told at the field, and nothing is sent', async ({ seat }) => {
  const page = await seat.firstScreen()
  await openConnectForm(page)
  const wrong = [
    ['', 'Type the account id.'],
    ['X11112222', 'An account id begins with P (production) or T (test).'],
    ['T1111222', '1 digit is missing: an account id has eight.'],
    ['T111', '5 digits are missing: an account id has eight.'],
    ['T111122223', 'That is too long: an account id has eight digits.'],
    ['T1111222O', 'After the first letter there are only digits.'],
    ['T１１１１２２２２', 'After the first letter there are only digits.'],
    ['T00000000', 'This id is reserved for training data. Type your own account id.']
  ] as const
  for (const [accountId, words] of wrong) {
    await fillConnectForm(page, { ...seat.account, accountId })
    await press(page)
    await expectProblemAt(page, 'Account id', words)
    await expectNothingLost(page, { ...seat.account, accountId })
  }
  expect(seat.simulator.journal.entries).toEqual([])
})

test('empty fields and a card number are told at their fields, and nothing is sent', async ({ seat }) => {
  const page = await seat.firstScreen()
  await openConnectForm(page)
  await press(page)
  await expectProblemAt(page, 'Account id', 'Type the account id.')
  await expectProblemAt(page, 'Client id', 'Type the client id.')
  await expectProblemAt(page, 'Client secret', 'Type or paste the client secret.')
  await expectProblemAt(page, 'Name in Trekk', 'Give the account a name.')
  await expect(field(page, 'Account id')).toBeFocused()

  const typed = { ...seat.account, name: 'Butikk 4111 1111 1111 1111' }
  await fillConnectForm(page, typed)
  await press(page)
  await expectProblemAt(page, 'Name in Trekk', 'This looks like a full card number.')
  await expectNothingLost(page, typed)
  expect(seat.simulator.journal.entries).toEqual([])
})

const faults: readonly {
  when: string
  fault: CallFaultInput
  at?: 'Account id'
  words: string
  next: string
}[] = [
  {
    when: 'Dintero does not know the account',
    fault: { kind: 'error', status: 404 },
    at: 'Account id',
    words: 'Dintero does not know this account id.',
    next: 'Check the id in Dintero Backoffice: T or P and eight digits.'
  },
  {
    when: 'the client has no access',
    fault: { kind: 'error', status: 403 },
    words: 'The client may not do this at Dintero.',
    next: 'Ask whoever manages your Dintero account'
  },
  {
    when: 'there were too many requests',
    fault: { kind: 'too_many', retryAfterSeconds: 7 },
    words: 'Dintero asks us to wait: too many requests.',
    next: 'Wait a minute and try again.'
  },
  {
    when: 'Dintero has an error of its own',
    fault: { kind: 'error', status: 500 },
    words: 'Dintero had a problem of its own.',
    next: 'Try again in a while.'
  },
  {
    when: 'the answer is not one of Dintero',
    fault: { kind: 'garbage' },
    words: 'Dintero\u2019s answer could not be read.',
    next: 'pass the words below on to support'
  },
  {
    when: 'the connection is dropped',
    fault: { kind: 'drop' },
    words: 'Dintero could not be reached.',
    next: 'Check the network, then try again.'
  }
]

test('each answer of Dintero that is not a token has its own words, and the next press still works', async ({
  seat
}) => {
  const page = await seat.firstScreen()
  await openConnectForm(page)
  await fillConnectForm(page, seat.account)
  for (const { when, fault, at, words, next } of faults) {
    await test.step(when, async () => {
      seat.simulator.faults.onCall('auth', fault)
      await press(page)
      const notice = page.getByRole('alert')
      await expect(notice).toContainText(words.replace('\u2019', "'"))
      await expect(notice).toContainText(next)
      if (at) await expectProblemAt(page, at, words)
      await expectNothingLost(page, seat.account)
    })
  }
  expect(await keychainOf(seat.profile).credentials(seat.account.accountId)).toBeNull()
  await press(page)
  await expectChargeScreen(page)
  expect(seat.simulator.journal.entries).toHaveLength(faults.length + 1)
})

test('a wrong secret is told at the secret; mending it connects', async ({ seat }) => {
  const page = await seat.firstScreen()
  await openConnectForm(page)
  const typed = { ...seat.account, clientSecret: 'not-the-secret' }
  await fillConnectForm(page, typed)
  await press(page)
  await expectProblemAt(page, 'Client secret', 'Dintero refused this client id with this client secret.')
  await expectNothingLost(page, typed)
  expect(await keychainOf(seat.profile).credentials(seat.account.accountId)).toBeNull()

  await field(page, 'Client secret').fill(client.clientSecret)
  await expect(field(page, 'Client secret')).not.toHaveAttribute('aria-invalid', 'true')
  await press(page)
  await expectChargeScreen(page)
})

test('without a network it says that nothing was sent', async ({ launch }) => {
  const { page } = await launch({ dinteroUrl: 'http://127.0.0.1:9/v1' })
  await openConnectForm(page)
  await fillConnectForm(page)
  await press(page)
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('Dintero could not be reached.')
  await expect(notice).toContainText('Check the network, then try again.')
  await expectNothingLost(page, testAccount)
})

test('while Dintero takes its time it says so, asks once, and Cancel leads back', async ({
  launch,
  dintero
}) => {
  dintero.simulator.faults.onCall('auth', { kind: 'hang' })
  const { page } = await launch()
  await openConnectForm(page)
  await fillConnectForm(page)
  const button = page.getByRole('button', { name: 'Connect', exact: true })
  await button.click()
  await expect(page.getByText('Asking Dintero …')).toBeVisible()
  await field(page, 'Name in Trekk').press('Enter')
  await expect(button).toBeDisabled()
  expect(dintero.simulator.journal.entries).toHaveLength(1)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: /^Try with training data/ })).toBeVisible()
})

test('an account that is connected already is told at its id', async ({ seat }) => {
  const page = await seat.firstScreen()
  await openConnectForm(page)
  await fillConnectForm(page, seat.account)
  await press(page)
  await expectChargeScreen(page)
  await openConnectForm(page)
  await fillConnectForm(page, seat.account)
  await press(page)
  await expectProblemAt(page, 'Account id', 'This account is already in Trekk.')
  await expectNothingLost(page, seat.account)
})
