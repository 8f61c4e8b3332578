# ruleid: any-assignment
export SECRET=abc
# ruleid: any-assignment
SECRET="$x"
# ok: any-assignment
SECRETS=abc
