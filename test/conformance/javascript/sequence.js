// ruleid: sequence
const f = open('a');
f.read();
f.close();
const g = open('b');
