package p
// ruleid: import-folder
import "golang.org/x/crypto/ssh"
import "golang.org/x/cryptography"
import (
	"fmt"
// ruleid: import-folder
	s "golang.org/x/crypto/md4"
// ruleid: import-folder
	"golang.org/x/crypto"
)
