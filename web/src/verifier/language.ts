// Runs before the words are chosen: #en and #zh choose, else the browser's own language, else Chinese.
if (typeof document !== 'undefined') {
  const asked = /^#(en|zh)$/.exec(location.hash)?.[1]
  const english = asked === 'en' || (!asked && !/^zh\b/i.test(navigator.language) && /^en\b/i.test(navigator.language))
  document.documentElement.lang = english ? 'en' : 'zh-CN'
}

export {}
