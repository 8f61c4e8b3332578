package a

import hash "crypto/md5"

func f() {
	// ok: import-alias
	other.New()
	h.Write(nil)
}
