package a

// ruleid: import-path
import "crypto/md5"

// ok: import-path
import "crypto/sha256"
