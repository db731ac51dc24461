package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Limits that keep hostile input from taking unbounded time or memory. Real
// configuration stays far below each of them.
const (
	maxFile      = 8 << 20 // bytes of one configuration file
	maxRead      = 4 << 20 // bytes that a function may read from one file
	maxNesting   = 1_000   // brackets, operators and directives within one another
	maxInstances = 10_000  // instances of one block
	maxTotal     = 200_000 // resource instances of a unit
	maxModules   = 20_000  // module instances of a unit
	maxCalls     = 64      // module calls within one another
	maxDepth     = 2_000   // names that need one another to be evaluated
	maxText      = 4 << 20 // bytes of a string
	maxElements  = 100_000 // elements of a list that a function makes
)

// tooComplex reports why a file must not be parsed: HCL's parser descends once
// for each level of nesting. A cheap count of bytes clears nearly all files;
// only a suspicious one is looked at token by token.
func tooComplex(name string, src []byte) (string, bool) {
	if !suspicious(src) {
		return "", false
	}
	if strings.HasSuffix(name, ".json") {
		if nestingJSON(src) <= maxNesting {
			return "", false
		}
	} else if nesting(name, src) <= maxNesting {
		return "", false
	}
	return fmt.Sprintf("nested deeper than the limit of %d levels", maxNesting), true
}

// tooComplexTemplate does the same for the text of a template.
func tooComplexTemplate(text string) (string, bool) {
	if strings.Count(text, "%{") <= maxNesting && !suspicious([]byte(text)) {
		return "", false
	}
	tokens, _ := hclsyntax.LexTemplate([]byte(text), "", hcl.InitialPos)
	if deepest(tokens) <= maxNesting {
		return "", false
	}
	return fmt.Sprintf("nested deeper than the limit of %d levels", maxNesting), true
}

// suspicious counts brackets and operators without regard to strings.
func suspicious(src []byte) bool {
	depth, operators := 0, 0
	for i, c := range src {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		case '!', '+', '*', '%', '?', '&', '|', '<', '>':
			operators++
		case '-', '/':
			if i > 0 && (src[i-1] < 'a' || src[i-1] > 'z') {
				operators++
			}
		case '\n':
			if depth <= 1 {
				operators = 0
			}
		}
		if depth+operators > maxNesting {
			return true
		}
	}
	return false
}

// nesting returns how deep the syntax tree of a file can get.
func nesting(name string, src []byte) int {
	tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
	return deepest(tokens)
}

func deepest(tokens hclsyntax.Tokens) int {
	most, operators, directives := 0, 0, 0
	var open []int // operators met at each open bracket
	sum := 0
	for i, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			open = append(open, operators)
			sum += operators
			operators = 0
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
			operators = 0
			if n := len(open); n > 0 {
				operators = open[n-1]
				sum -= operators
				open = open[:n-1]
			}
		case hclsyntax.TokenIdent:
			if i > 0 && tokens[i-1].Type == hclsyntax.TokenTemplateControl {
				switch string(token.Bytes) {
				case "if", "for":
					directives++
				case "endif", "endfor":
					directives = max(directives-1, 0)
				}
			}
		case hclsyntax.TokenComma:
			operators = 0
		case hclsyntax.TokenNewline:
			if len(open) <= 1 {
				operators = 0
			}
		case hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent,
			hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenQuestion, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual,
			hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq:
			operators++
		default:
		}
		most = max(most, len(open)+sum+operators+directives)
	}
	return most
}

// nestingJSON returns how deep the brackets of a JSON text go.
func nestingJSON(src []byte) int {
	depth, deepest, quoted := 0, 0, false
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}
