// ruleid: augmented-assignment
a.innerHTML = b;
// ruleid: augmented-assignment
a.innerHTML += b;
// ok: augmented-assignment
a.innerText += b;
