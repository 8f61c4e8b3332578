// ruleid: include
#include <stdio.h>
// ok: include
#include <stdlib.h>
int a;
