package engine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// An assembled module is a module after all stages of the compiler that check
// and rewrite it, in a compact binary form: a table of strings, then the tree in
// prefix order. Reading it back costs a tenth of parsing and compiling the
// source, which is most of what a short run would otherwise do.

// The tags of terms.
const (
	tagNone byte = iota
	tagNull
	tagFalse
	tagTrue
	tagNumber
	tagString
	tagVar
	tagRef
	tagArray
	tagObject
	tagSet
	tagCall
	tagArrayComprehension
	tagSetComprehension
	tagObjectComprehension
)

// The tags of expressions, and the flag of a negated one.
const (
	tagTerm byte = iota + 1
	tagTerms
	tagEvery
	flagNegated = 0x80
)

// The flags of rules.
const (
	flagDefault byte = 1 << iota
	flagAssign
	flagElse
)

// localPrefix begins the variables that the compiler makes: all but input, data
// and wildcards.
const localPrefix = "__local"

var errAssembly = errors.New("malformed assembled module")

// assemble encodes a compiled module. It fails on what no rule of the pack uses:
// with.
func assemble(m *ast.Module) ([]byte, error) {
	w := &assembler{index: map[string]uint64{}, locals: map[ast.Var]string{}}
	w.value(m.Package.Path)
	w.count(len(m.Rules))
	for _, r := range m.Rules {
		w.rule(r)
	}
	if w.err != nil {
		return nil, fmt.Errorf("assemble %s: %w", m.Package.Path, w.err)
	}
	out := binary.AppendUvarint(nil, uint64(len(w.strings)))
	for _, s := range w.strings {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	return append(out, w.out...), nil
}

type assembler struct {
	out     []byte
	strings []string
	index   map[string]uint64
	locals  map[ast.Var]string
	err     error
}

func (w *assembler) count(n int) { w.out = binary.AppendUvarint(w.out, uint64(max(n, 0))) }

func (w *assembler) text(s string) {
	i, ok := w.index[s]
	if !ok {
		i = uint64(len(w.strings))
		w.index[s] = i
		w.strings = append(w.strings, s)
	}
	w.out = binary.AppendUvarint(w.out, i)
}

func (w *assembler) rule(r *ast.Rule) {
	var flags byte
	if r.Default {
		flags |= flagDefault
	}
	if r.Head.Assign {
		flags |= flagAssign
	}
	if r.Else != nil {
		flags |= flagElse
	}
	w.out = append(w.out, flags)
	w.row(r.Location)
	w.text(string(r.Head.Name))
	w.terms(r.Head.Reference)
	w.terms(r.Head.Args)
	w.term(r.Head.Key)
	w.term(r.Head.Value)
	w.body(r.Body)
	if r.Else != nil {
		w.rule(r.Else)
	}
}

func (w *assembler) row(l *ast.Location) {
	if l == nil {
		w.count(0)
		return
	}
	w.count(l.Row)
}

func (w *assembler) body(b ast.Body) {
	w.count(len(b))
	for _, e := range b {
		w.expression(e)
	}
}

func (w *assembler) expression(e *ast.Expr) {
	var flags byte
	if e.Negated {
		flags = flagNegated
	}
	if len(e.With) > 0 {
		w.err = errors.New("with is not supported")
	}
	switch t := e.Terms.(type) {
	case *ast.Term:
		w.out = append(w.out, flags|tagTerm)
		w.row(e.Location)
		w.term(t)
	case []*ast.Term:
		w.out = append(w.out, flags|tagTerms)
		w.row(e.Location)
		w.terms(t)
	case *ast.Every:
		w.out = append(w.out, flags|tagEvery)
		w.row(e.Location)
		w.term(t.Key)
		w.term(t.Value)
		w.term(t.Domain)
		w.body(t.Body)
	default:
		w.err = fmt.Errorf("expression of type %T", t)
	}
}

func (w *assembler) terms(terms []*ast.Term) {
	w.count(len(terms))
	for _, t := range terms {
		w.term(t)
	}
}

func (w *assembler) term(t *ast.Term) {
	if t == nil {
		w.out = append(w.out, tagNone)
		return
	}
	w.value(t.Value)
}

func (w *assembler) tag(tag byte, s string) {
	w.out = append(w.out, tag)
	w.text(s)
}

// variable numbers the variables that the compiler made within their module, so
// that a module's form does not depend on the others.
func (w *assembler) variable(v ast.Var) string {
	if !strings.HasPrefix(string(v), localPrefix) {
		return string(v)
	}
	name, ok := w.locals[v]
	if !ok {
		name = localPrefix + strconv.Itoa(len(w.locals)) + "__"
		w.locals[v] = name
	}
	return name
}

func (w *assembler) list(tag byte, terms []*ast.Term) {
	w.out = append(w.out, tag)
	w.terms(terms)
}

func (w *assembler) value(v ast.Value) {
	switch v := v.(type) {
	case ast.Null:
		w.out = append(w.out, tagNull)
	case ast.Boolean:
		w.out = append(w.out, tagFalse)
		if v {
			w.out[len(w.out)-1] = tagTrue
		}
	case ast.Number:
		w.tag(tagNumber, v.String())
	case ast.String:
		w.tag(tagString, string(v))
	case ast.Var:
		w.tag(tagVar, w.variable(v))
	case ast.Ref:
		w.list(tagRef, v)
	case *ast.Array:
		terms := make([]*ast.Term, 0, v.Len())
		v.Foreach(func(t *ast.Term) { terms = append(terms, t) })
		w.list(tagArray, terms)
	case ast.Set:
		w.list(tagSet, v.Slice())
	case ast.Object:
		var terms []*ast.Term
		for _, k := range v.Keys() {
			terms = append(terms, k, v.Get(k))
		}
		w.list(tagObject, terms)
	case ast.Call:
		w.list(tagCall, v)
	case *ast.ArrayComprehension:
		w.list(tagArrayComprehension, []*ast.Term{v.Term})
		w.body(v.Body)
	case *ast.SetComprehension:
		w.list(tagSetComprehension, []*ast.Term{v.Term})
		w.body(v.Body)
	case *ast.ObjectComprehension:
		w.list(tagObjectComprehension, []*ast.Term{v.Key, v.Value})
		w.body(v.Body)
	default:
		w.err = fmt.Errorf("value of type %T", v)
	}
}

// disassemble decodes a module.
func disassemble(file, data string) (m *ast.Module, err error) {
	r := &disassembler{file: file, data: data}
	n := r.count()
	r.strings = make([]string, 0, n)
	for range n {
		size := r.count()
		if size > len(r.data) {
			return nil, fmt.Errorf("%s: %w", file, errAssembly)
		}
		r.strings = append(r.strings, r.data[:size])
		r.data = r.data[size:]
	}
	path, _ := r.value().(ast.Ref)
	m = &ast.Module{Package: &ast.Package{Path: path, Location: r.location(1)}}
	for range r.count() {
		m.Rules = append(m.Rules, r.rule(m))
	}
	if r.failed || len(r.data) > 0 {
		return nil, fmt.Errorf("%s: %w", file, errAssembly)
	}
	return m, nil
}

type disassembler struct {
	file    string
	data    string
	strings []string
	row     *ast.Location // of the last expression: most share it with their neighbors
	failed  bool
}

func (r *disassembler) byte() byte {
	if r.data == "" {
		r.failed = true
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *disassembler) count() int {
	n, shift := 0, 0
	for {
		b := r.byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			break
		}
		if shift += 7; shift > 28 {
			r.failed = true
			break
		}
	}
	return n
}

// size is a count of things that take at least a byte each.
func (r *disassembler) size() int {
	n := r.count()
	if n > len(r.data) {
		r.failed = true
		return 0
	}
	return n
}

func (r *disassembler) text() string {
	i := r.count()
	if i >= len(r.strings) {
		r.failed = true
		return ""
	}
	return r.strings[i]
}

func (r *disassembler) location(row int) *ast.Location {
	if r.row == nil || r.row.Row != row {
		r.row = ast.NewLocation(nil, r.file, row, 1)
	}
	return r.row
}

func (r *disassembler) rule(m *ast.Module) *ast.Rule {
	flags := r.byte()
	at := r.location(r.count())
	rule := &ast.Rule{Location: at, Module: m, Default: flags&flagDefault != 0, Head: &ast.Head{Location: at, Assign: flags&flagAssign != 0}}
	rule.Head.Name = ast.Var(r.text())
	rule.Head.Reference = r.terms()
	rule.Head.Args = r.terms()
	rule.Head.Key = r.term()
	rule.Head.Value = r.term()
	rule.Body = r.body()
	if flags&flagElse != 0 && !r.failed {
		rule.Else = r.rule(m)
	}
	return rule
}

func (r *disassembler) body() ast.Body {
	n := r.size()
	body := make(ast.Body, 0, n)
	for i := range n {
		e := r.expression()
		e.Index = i
		body = append(body, e)
	}
	return body
}

func (r *disassembler) expression() *ast.Expr {
	flags := r.byte()
	e := &ast.Expr{Negated: flags&flagNegated != 0, Location: r.location(r.count())}
	switch flags &^ flagNegated {
	case tagTerm:
		e.Terms = r.term()
	case tagTerms:
		e.Terms = r.terms()
	case tagEvery:
		e.Terms = &ast.Every{Key: r.term(), Value: r.term(), Domain: r.term(), Body: r.body(), Location: e.Location}
	default:
		r.failed = true
	}
	return e
}

func (r *disassembler) terms() []*ast.Term {
	n := r.size()
	if n == 0 {
		return nil
	}
	terms := make([]*ast.Term, n)
	for i := range terms {
		terms[i] = r.term()
	}
	return terms
}

func (r *disassembler) term() *ast.Term {
	if r.data != "" && r.data[0] == tagNone {
		r.data = r.data[1:]
		return nil
	}
	v := r.value()
	return &ast.Term{Value: v, Location: r.row}
}

func (r *disassembler) value() ast.Value {
	tag := r.byte()
	switch tag {
	case tagNull:
		return ast.NullValue
	case tagFalse, tagTrue:
		return ast.InternedTerm(tag == tagTrue).Value
	case tagNumber:
		return ast.Number(r.text())
	case tagString:
		return ast.String(r.text())
	case tagVar:
		return ast.Var(r.text())
	case tagRef:
		return ast.Ref(r.terms())
	case tagArray:
		return ast.NewArray(r.terms()...)
	case tagSet:
		return ast.NewSet(r.terms()...)
	case tagObject:
		terms := r.terms()
		pairs := make([][2]*ast.Term, 0, len(terms)/2)
		for pair := range slices.Chunk(terms, 2) {
			if len(pair) == 2 {
				pairs = append(pairs, [2]*ast.Term{pair[0], pair[1]})
			}
		}
		return ast.NewObject(pairs...)
	case tagCall:
		return ast.Call(r.terms())
	case tagArrayComprehension, tagSetComprehension, tagObjectComprehension:
		return r.comprehension(tag)
	default:
		r.failed = true
		return ast.NullValue
	}
}

func (r *disassembler) comprehension(tag byte) ast.Value {
	terms := r.terms()
	body := r.body()
	switch {
	case tag == tagArrayComprehension && len(terms) == 1:
		return &ast.ArrayComprehension{Term: terms[0], Body: body}
	case tag == tagSetComprehension && len(terms) == 1:
		return &ast.SetComprehension{Term: terms[0], Body: body}
	case tag == tagObjectComprehension && len(terms) == 2:
		return &ast.ObjectComprehension{Key: terms[0], Value: terms[1], Body: body}
	default:
		r.failed = true
		return ast.NullValue
	}
}
