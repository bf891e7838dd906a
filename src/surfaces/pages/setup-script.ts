/**
 * The whole script of the set-up page. The token of the set-up link is in the fragment, which browsers
 * never send; the script moves it into the form, out of the address bar, and into the link to the
 * other language. It stores and sends nothing.
 */
export const SETUP_SCRIPT = `'use strict';
(function () {
  var token = '';
  try {
    token = decodeURIComponent(location.hash.slice(1)).replace(/^token=/, '');
  } catch (error) {
    return;
  }
  var field = document.getElementById('token');
  if (!token || !field) return;
  field.value = token;
  history.replaceState(null, '', location.pathname + location.search);
  document.querySelectorAll('.languages a').forEach(function (link) {
    link.hash = token;
  });
  var next = document.getElementById('username');
  if (next) next.focus();
})();
`;
