package a

import (
	// ruleid: import-named
	_ "net/http/pprof"
	// ok: import-named
	"net/http"
)
