package terraform

import (
	"crypto/md5"  //nolint:gosec // the language has it
	"crypto/sha1" //nolint:gosec // the language has it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"

	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/hashicorp/go-cty-funcs/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/plumb-iac/plumb/parser/graph"
)

// digests are the hashes of the language, as text in hexadecimal or base64.
var digests = map[string]func(data []byte) string{
	"base64sha256": func(data []byte) string { return inBase64(sha256.New(), data) },
	"base64sha512": func(data []byte) string { return inBase64(sha512.New(), data) },
	"md5":          func(data []byte) string { return inHex(md5.New(), data) },  //nolint:gosec // the language has it
	"sha1":         func(data []byte) string { return inHex(sha1.New(), data) }, //nolint:gosec // the language has it
	"sha256":       func(data []byte) string { return inHex(sha256.New(), data) },
	"sha512":       func(data []byte) string { return inHex(sha512.New(), data) },
}

func inHex(h hash.Hash, data []byte) string {
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

func inBase64(h hash.Hash, data []byte) string {
	h.Write(data)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func hashFunctions() map[string]function.Function {
	all := map[string]function.Function{
		"rsadecrypt": crypto.RsaDecryptFunc,
		"uuidv5":     uuid.V5Func,
	}
	for name, digest := range digests {
		all[name] = textFunction(func(args []string) (string, error) { return digest([]byte(args[0])), nil }, "str")
	}
	return all
}

// impureFunctions returns the functions whose result is decided when Terraform
// runs; "terraform plan" leaves most of them unknown too.
func impureFunctions() map[string]function.Function {
	return map[string]function.Function{
		"bcrypt":        neverKnown([]string{"str"}, "cost"),
		"plantimestamp": neverKnown(nil, ""),
		"timestamp":     neverKnown(nil, ""),
		"uuid":          neverKnown(nil, ""),
	}
}

func neverKnown(names []string, more string) function.Function {
	spec := &function.Spec{
		Params: textParams(names),
		Type:   function.StaticReturnType(cty.String),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
			return cty.UnknownVal(cty.String).RefineNotNull().Mark(causeMark{reason: graph.ReasonFunction}), nil
		},
	}
	if more != "" {
		spec.VarParam = &function.Parameter{Name: more, Type: cty.Number}
	}
	return function.New(spec)
}
