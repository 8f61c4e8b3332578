// ruleid: include-any
#include <windows.h>
// ruleid: include-any
#include "windows.h"
// ok: include-any
#include <stdio.h>
int a;
