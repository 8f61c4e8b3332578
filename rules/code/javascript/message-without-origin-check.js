// ruleid: javascript.message-without-origin-check
window.addEventListener('message', event => {
  run(event.data);
});
// ruleid: javascript.message-without-origin-check
window.onmessage = function (message) {
  const data = message.data;
  run(data);
};
// ok: javascript.message-without-origin-check
window.addEventListener('message', event => {
  if (event.origin !== 'https://example.com') return;
  run(event.data);
});
// ok: javascript.message-without-origin-check
worker.addEventListener('message', event => {
  run(event.data);
});
// ok: javascript.message-without-origin-check
window.addEventListener('click', event => {
  run(event.data);
});
