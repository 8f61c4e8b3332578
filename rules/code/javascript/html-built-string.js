function show(list, item) {
  // ruleid: javascript.html-built-string
  list.innerHTML += '<li>' + item.name + '</li>';
  const row = `<tr><td>${item.name}</td></tr>`;
  // ruleid: javascript.html-built-string
  list.insertAdjacentHTML('beforeend', row);
  // ruleid: javascript.html-built-string
  document.write('<h1>' + item.title);
  // ok: javascript.html-built-string
  list.innerHTML = '<li>' + escapeHtml(item.name) + '</li>';
  // ok: javascript.html-built-string
  list.innerHTML = `<p>${item.parts.length}</p>`;
  // ok: javascript.html-built-string
  list.innerHTML = '';
  // ok: javascript.html-built-string
  list.title = '<li>' + item.name;
}
