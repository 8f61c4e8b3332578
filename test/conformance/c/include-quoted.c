// ruleid: include-quoted
#include "stdio.h"
// ok: include-quoted
#include <stdio.h>
int a;
