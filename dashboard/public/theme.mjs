// Runs before the first paint, so that a chosen theme or language never flashes: a classic, blocking script (no
// type="module", which would be deferred), in a file of its own because the content security policy allows no inline one.
// Keys and values: dashboard/state/settings.ts.
try {
  var settings = JSON.parse(localStorage.getItem('omnihome.settings') || '{}');
  if (settings.theme === 'light' || settings.theme === 'dark') document.documentElement.dataset.theme = settings.theme;
  var language = settings.language || (/^zh/i.test(navigator.language) ? 'zh' : 'en');
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
} catch (error) {
  // Storage can be forbidden; the page then follows the system.
}
