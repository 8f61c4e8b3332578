package p

// ruleid: import-folder
import "golang.org/x/crypto/ssh"

// ok: import-folder
import "golang.org/x/cryptography"

// ruleid: import-folder
import "golang.org/x/crypto"
