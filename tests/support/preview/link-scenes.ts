import type { Page } from '@playwright/test'
import { linkStates } from '../../../shared/link-state'
import { chooseCard, halfTyped, screen, type Scene } from './steps'

/** Types a payment link that could be made. */
const typedLink = async (page: Page): Promise<void> => {
  await halfTyped(page)
  await chooseLink(page)
}
const chooseLink = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: /payment link|betalingslenke/ }).click()
  await page.waitForTimeout(400)
}
const makeLink = async (page: Page): Promise<void> => {
  await typedLink(page)
  await page.getByTestId('charge-button').click()
  await page.waitForTimeout(300)
}
/** Opens the link that a scene has. */
const openLink = async (page: Page): Promise<void> => {
  await screen('links')(page)
  await page.getByRole('row').nth(1).click()
  await page.waitForTimeout(200)
}
/** A link, opened beside the list. */
const linkScene = (
  name: string,
  link: Readonly<Record<string, unknown>>,
  act?: (page: Page) => Promise<void>,
  scene: Readonly<Record<string, unknown>> = {}
): Scene => ({
  name: `link-${name}`,
  scene: { link, ...scene },
  act: async (page) => {
    await openLink(page)
    await act?.(page)
    await page.waitForTimeout(200)
  }
})
const press = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click()
const toTheEnd = async (page: Page): Promise<void> => {
  await page.getByRole('complementary').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight))
}
/** Opens the dialog in which a customer is asked to store a card. */
const openEnrolment = async (page: Page): Promise<void> => {
  await screen('cards')(page)
  await press(/^(Store a card without|Lagre et kort uten)/)(page)
  await page.waitForTimeout(200)
}
const enrol = async (page: Page): Promise<void> => {
  await openEnrolment(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^(Customer’s name|Kundens navn)$/ }).fill('Åse Kjærstad')
  await dialog.getByRole('button', { name: /^(Make the link|Lag lenken)$/ }).click()
  await page.waitForTimeout(300)
}
const paidStatuses = ['CAPTURED', 'AUTHORIZED', 'REFUNDED', 'FAILED', 'REVERSED']

/** Payment links and enrolments, from the form to their end. */
export const linkScenes: readonly Scene[] = [
  { name: 'charge-link-empty', act: async (page) => page.keyboard.press('Control+l') },
  { name: 'charge-link', act: typedLink },
  {
    name: 'charge-link-open-card',
    act: async (page) => {
      await typedLink(page)
      await page.getByRole('checkbox').first().uncheck()
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'charge-link-never-filled',
    act: async (page) => {
      await chooseCard(page, 'Bjørn Åsen')
      await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1 299,90')
      await chooseLink(page)
    }
  },
  {
    name: 'charge-link-sms',
    act: async (page) => {
      await typedLink(page)
      await page.getByRole('checkbox', { name: /SMS/ }).check()
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'charge-link-sms-missing',
    act: async (page) => {
      await typedLink(page)
      await page.getByRole('checkbox', { name: /SMS/ }).check()
      await page.getByRole('textbox', { name: /^(Phone|Telefon)$/ }).fill('')
      await page.keyboard.press('Tab')
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'charge-link-long-name',
    act: async (page) => {
      await chooseCard(page, 'Maximiliane')
      await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1 299,90')
      await chooseLink(page)
    }
  },
  ...(['open', 'paid', 'stopped', 'confirm'] as const).map((linkReview) => ({
    name: `charge-link-review-${linkReview}`,
    scene: { linkReview },
    act: typedLink
  })),
  { name: 'charge-link-flight', scene: { hang: ['submitLink'] }, act: makeLink },
  {
    name: 'charge-link-doubt',
    scene: { fail: { submitLink: 'internal', linkOfReview: 'storage_failed' } },
    act: makeLink
  },
  { name: 'charge-link-refused', scene: { fail: { submitLink: 'return_url_missing' } }, act: makeLink },
  { name: 'charge-link-result', act: makeLink },
  {
    name: 'charge-link-for',
    act: async (page) => {
      await screen('history')(page)
      await page.getByRole('row').nth(5).click()
      await page.waitForTimeout(200)
      await page
        .getByRole('button', { name: /^(Make a payment link|Lag en betalingslenke)$/ })
        .click({ timeout: 2_000 })
      await page.waitForTimeout(500)
    }
  },
  { name: 'links', act: screen('links') },
  {
    name: 'links-filtered',
    act: async (page) => {
      await screen('links')(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'links-group',
    act: async (page) => {
      await screen('links')(page)
      await page.getByRole('combobox', { name: /^(State|Tilstand)$/ }).click()
      await page.waitForTimeout(200)
    }
  },
  { name: 'links-loading', scene: { hang: ['listLinks'] }, act: screen('links') },
  { name: 'links-failed', scene: { fail: { listLinks: 'storage_failed' } }, act: screen('links') },
  { name: 'links-empty', scene: { empty: true }, act: screen('links') },
  ...linkStates.map((state) => linkScene(state, { state })),
  ...linkStates.map((state) => linkScene(`enrolment-${state}`, { state, kind: 'enrolment' })),
  ...paidStatuses.map((status) => linkScene(`paid-${status.toLowerCase()}`, { state: 'paid', status })),
  ...(['sent', 'skipped', 'failed', null] as const).map((sms) =>
    linkScene(`sms-${sms ?? 'unsaid'}`, { state: sms === 'sent' ? 'sent' : 'made', sms })
  ),
  linkScene('lost-sms', { state: 'lost', sms: null }),
  linkScene('endless', { state: 'sent', endless: true }),
  linkScene('long-name', { state: 'opened', customer: 9 }),
  linkScene('follows', { state: 'declined', follows: true }, toTheEnd),
  linkScene('alarm', { state: 'paid', alarm: 'charged_after_all' }),
  linkScene('end', { state: 'paid' }, toTheEnd),
  linkScene('shared', { state: 'made' }, press(/^(Copy the message|Kopier meldingen)$/)),
  linkScene('qr', { state: 'sent' }, async (page) => {
    await press(/^(Show a QR code|Vis en QR-kode)$/)(page)
    await page.getByRole('img', { name: /^QR/ }).scrollIntoViewIfNeeded()
  }),
  linkScene('share-failed', { state: 'made' }, press(/^(Open in the browser|Åpne i nettleseren)$/), {
    fail: { giveLink: 'page_refused' }
  }),
  linkScene('cancel', { state: 'sent', customer: 9 }, press(/^(Cancel the link|Kanseller lenken)$/)),
  linkScene(
    'cancel-failed',
    { state: 'sent' },
    async (page) => {
      await press(/^(Cancel the link|Kanseller lenken)$/)(page)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(Cancel the link|Kanseller lenken)$/ })
        .click()
    },
    { fail: { cancelLink: 'network_unreachable' } }
  ),
  linkScene('close', { state: 'lost' }, press(/^(Close this link|Lukk denne lenken)$/)),
  linkScene('ask-failed', { state: 'sent' }, press(/^(Ask Dintero|Spør Dintero)$/), {
    fail: { askAboutLink: 'network_timeout' }
  }),
  {
    name: 'link-failed',
    scene: { fail: { getLink: 'not_found' } },
    act: openLink
  },
  { name: 'enrol', act: openEnrolment },
  {
    name: 'enrol-problems',
    act: async (page) => {
      await openEnrolment(page)
      await page.getByRole('textbox', { name: /^(Phone|Telefon)$/ }).fill('900')
      await page.getByRole('button', { name: /^(Make the link|Lag lenken)$/ }).click()
    }
  },
  { name: 'enrol-made', act: enrol },
  { name: 'enrol-doubt', scene: { fail: { enrolCard: 'internal' } }, act: enrol },
  linkScene(
    'enrolment-again',
    { state: 'expired', kind: 'enrolment' },
    press(/^(Ask the customer again|Spør kunden igjen)$/)
  ),
  {
    name: 'cards-add',
    act: async (page) => {
      await screen('cards')(page)
      await press(/^(Add card|Legg til kort)$/)(page)
    }
  },
  { name: 'link-loading', scene: { hang: ['getLink'] }, act: openLink }
]
