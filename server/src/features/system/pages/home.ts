import { prefectures } from '@datadeed/core/kernel/regions'
import { formatCount, formatDay, formatMoment } from '../../../platform/html/format.ts'
import { type Content, type Html, html } from '../../../platform/html/html.ts'
import type { Page } from '../../../platform/html/layout.ts'
import { regionText } from '../../../platform/html/parts.ts'
import { text as siteText } from '../../../platform/html/text.ts'
import type { View } from '../../../platform/html/view.ts'
import type { HomeFigures } from '../figures.ts'
import { scenery } from './scenery.ts'
import { en } from './text.en.ts'
import { zh } from './text.zh.ts'

export const text = { zh, en }

function hero(view: View): Html {
  const t = text[view.language]
  return html`<section class="hero"><div class="wide"><p class="over">${siteText[view.language].zone}</p><h1>${t.hero}</h1><p class="lead">${t.heroLead}</p>
<div class="asks"><form action="/register" method="get" role="search"><label for="f-q">${t.search}</label><div class="ask"><input id="f-q" name="q" type="search" maxlength="100" placeholder="${t.searchLabel}"><button class="button">${t.searchButton}</button></div></form>
<form action="/verify" method="get"><label for="f-number">${t.verify}</label><div class="ask"><input id="f-number" name="number" required maxlength="40" autocomplete="off" spellcheck="false" placeholder="${view.language === 'zh' ? '17 位证书编号或 16 位登记号' : '17 or 16 characters'}"><button class="button quiet">${t.verifyButton}</button></div></form></div>
<p class="hero-links"><a href="/guide">${t.start}</a><a href="/eligibility">${t.eligibility}</a><a href="/verify">${t.verifyFile}</a></p></div>${scenery}</section>`
}

function figures(view: View, { registered, onNotice, log, byPrefecture }: HomeFigures): Html {
  const t = text[view.language]
  const covered = byPrefecture.filter(({ count }) => count > 0).length
  const figure = (name: string, value: string, unit: string, href: string) =>
    html`<li><a href="${href}"><span class="figure-name">${name}</span><span class="figure"><strong>${value}</strong>${unit}</span></a></li>`
  return html`<section class="band" aria-labelledby="h-figures"><div class="wide"><div class="band-head"><h2 id="h-figures">${t.figures}</h2><p class="muted">${t.asOf(formatMoment(view.now.toISOString(), view.language))}</p></div><ul class="figures">
${figure(t.registered, formatCount(registered.total), t.item, '/register')}
${figure(t.onNotice, formatCount(onNotice.total), t.item, '/notices?open=true')}
${figure(t.logged, formatCount(log.size), t.entries, '/log')}
${figure(t.covered, t.coveredOf(covered, prefectures.length), '', '#prefectures')}</ul></div></section>`
}

const drawings: Record<keyof typeof zh.service, string> = {
  deposit: 'M7 4h13l5 5v19H7zM20 4v5h5M12 18l3 3 6-7',
  search: 'M14 5a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM21 21l7 7M10 15v3M14 11v7M18 13v5',
  transfer: 'M5 11h20l-5-5M27 21H7l5 5',
  finance: 'M5 27h22M7 23V13M13 23V13M19 23V13M25 23V13M4 12L16 5l12 7z',
}

function services(view: View): Html {
  const t = text[view.language]
  const card = (name: keyof typeof zh.service, href: string | null) => {
    const [title, words] = t.service[name]
    const icon = html`<svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true"><path d="${drawings[name]}"/></svg>`
    return html`<li class="${href ? 'service' : 'service later'}">${icon}<h3>${href ? html`<a href="${href}">${title}</a>` : title}</h3><p>${words}</p>${!href && html`<p><span class="tag plain">${siteText[view.language].soon}</span></p>`}</li>`
  }
  return html`<section class="wide part" aria-labelledby="h-services"><h2 id="h-services">${t.services}</h2><ul class="services">${card('deposit', '/guide')}${card('search', '/register')}${card('transfer', '/guide#after')}${card('finance', null)}</ul></section>`
}

function newest(
  id: string,
  title: string,
  all: readonly [string, string],
  items: readonly { href: string; name: string; who: string; when: string }[],
  empty: string,
): Html {
  const rows: Content =
    items.length > 0
      ? html`<ul class="newest">${items.map(
          (item) =>
            html`<li><a href="${item.href}">${item.name}</a><span>${item.who}</span><span class="when">${item.when}</span></li>`,
        )}</ul>`
      : html`<p class="muted">${empty}</p>`
  return html`<section aria-labelledby="${id}"><div class="band-head"><h2 id="${id}">${title}</h2><a href="${all[0]}">${all[1]}</a></div>${rows}</section>`
}

function byPrefecture(view: View, counts: HomeFigures['byPrefecture']): Html {
  const t = text[view.language]
  const most = Math.max(1, ...counts.map(({ count }) => count))
  return html`<section class="wide part" id="prefectures" aria-labelledby="h-prefectures"><h2 id="h-prefectures">${t.prefectures}</h2><p class="muted">${t.prefecturesNote}</p><ul class="bars">${counts.map(
    ({ code, count }) =>
      html`<li><a href="/register?prefectureCode=${code}"><span>${regionText(code, view.language)}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="8"/><rect width="${Math.round((count / most) * 100)}" height="8"/></svg><strong>${formatCount(count)}</strong></a></li>`,
  )}</ul></section>`
}

function logLine(view: View, { log }: HomeFigures): Html {
  const t = text[view.language]
  const words =
    log.state === 'closed'
      ? t.logClosed
      : log.publishedAt
        ? t.logOpen(formatCount(log.size), formatMoment(log.publishedAt, view.language))
        : t.logNew
  return html`<p class="wide log-line ${log.state}">${words}<a href="/log">${t.logMore}</a></p>`
}

export function homePage(view: View, found: HomeFigures): Page {
  const t = text[view.language]
  const { language } = view
  return {
    title: siteText[language].site,
    description: t.heroLead,
    place: 'home',
    body: html`${hero(view)}${figures(view, found)}${services(view)}
<div class="wide part halves">${newest(
      'h-notices',
      t.notices,
      ['/notices', t.noticesAll],
      found.onNotice.items.map((item) => ({
        href: `/notices/${item.number}`,
        name: item.name,
        who: item.holder,
        when: t.until(formatDay(item.to, language)),
      })),
      t.noticesEmpty,
    )}${newest(
      'h-registrations',
      t.registrations,
      ['/register', t.registrationsAll],
      found.registered.items.map((item) => ({
        href: `/register/${item.registrationNumber}`,
        name: item.name,
        who: item.holder,
        when: formatDay(item.registeredOn, language),
      })),
      t.registrationsEmpty,
    )}</div>
<section class="band" aria-labelledby="h-how"><div class="wide"><h2 id="h-how">${t.how}</h2><ol class="how">${t.steps.map(([name, words]) => html`<li><h3>${name}</h3><p>${words}</p></li>`)}</ol></div></section>
${byPrefecture(view, found.byPrefecture)}${logLine(view, found)}`,
  }
}
