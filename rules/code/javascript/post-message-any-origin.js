function send(frame, data) {
  // ruleid: javascript.post-message-any-origin
  frame.contentWindow.postMessage(data, '*');
  // ruleid: javascript.post-message-any-origin
  window.parent.postMessage({ token: data.token }, '*');
  // ok: javascript.post-message-any-origin
  frame.contentWindow.postMessage(data, 'https://example.com');
  // ok: javascript.post-message-any-origin
  window.parent.postMessage('ready', '*');
  // ok: javascript.post-message-any-origin
  worker.postMessage(data);
}
