import DOMPurify from 'dompurify';

const place = document.getElementById('place');
// ruleid: javascript.dom-xss
place.innerHTML = decodeURIComponent(location.hash.slice(1));
const name = new URLSearchParams(window.location.search).get('name');
// ruleid: javascript.dom-xss
document.write('<p>Hello ' + name + '</p>');
// ruleid: javascript.dom-xss
$('#title').html(name);
// ok: javascript.dom-xss
place.innerHTML = DOMPurify.sanitize(name);
// ok: javascript.dom-xss
place.textContent = name;
// ok: javascript.dom-xss
place.innerHTML = '<b>Hello</b>';
// ok: javascript.dom-xss
place.innerHTML = texts[location.hash];
// ok: javascript.dom-xss
$('#title').text(name);
