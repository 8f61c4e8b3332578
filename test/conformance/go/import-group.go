package a

import (
	// ok: import-group
	"fmt"
	// ruleid: import-group
	"unsafe"
)
