// ruleid: assignment-member
a.innerHTML = b;
// ruleid: assignment-member
document.body.innerHTML = b;
// ok: assignment-member
a.textContent = b;
