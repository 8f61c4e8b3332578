package p

import (
	// ruleid: import-group-dots
	"crypto/md5"
	// ok: import-group-dots
	"fmt"
)
