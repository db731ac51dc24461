//go:build ignore

// Generate reads the sources of the rule pack, checks their metadata and writes
// index.json, with the metadata of every rule, pack.txt, with the modules without
// comments, and pack.bin, with the modules as the compiler leaves them. A rule
// with a mistake is reported and left out.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/plumb-iac/plumb/engine"
)

func main() {
	if err := generate(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate() error {
	pack, mistakes := engine.ReadPack(os.DirFS("."))
	if pack == nil {
		return mistakes
	}
	index, err := pack.Index()
	if err != nil {
		return err
	}
	if err := write("index.json", index); err != nil {
		return err
	}
	if err := write("pack.txt", pack.Modules()); err != nil {
		return err
	}
	assembled, err := pack.Assemble()
	if err := write("pack.bin", assembled); err != nil {
		return err
	}
	mistakes = errors.Join(mistakes, err)
	return errors.Join(mistakes, pack.Check())
}

// write replaces a file at once, so that a build never sees half of it.
func write(name string, text []byte) error {
	file, err := os.CreateTemp(".", "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if _, err := file.Write(text); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
