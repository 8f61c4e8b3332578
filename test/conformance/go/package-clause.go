package main

func f() {
	// ruleid: package-clause
	os.Exit(1)
	// ok: package-clause
	os.Getpid()
}
