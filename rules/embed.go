// Package rules holds the built-in rule pack: the Rego sources, one file a rule,
// and the generated form that is embedded in the binary.
package rules

import (
	_ "embed"

	"github.com/plumb-iac/plumb/engine"
)

//go:generate go run generate.go
//go:generate go run generate_docs.go

//go:embed index.json
var index []byte

//go:embed pack.txt
var modules string

//go:embed pack.bin
var assembled string

// Pack opens the built-in rules. Neither metadata nor Rego is read before a
// rule is used.
func Pack() (*engine.Pack, error) { return engine.OpenPack(index, modules, assembled) }
