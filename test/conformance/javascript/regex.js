// ruleid: regex
Password = 'x';
// ok: regex
user = 'x';
