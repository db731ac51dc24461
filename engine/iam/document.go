package iam

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrNoStatement is returned by Parse for a document without Statement.
var ErrNoStatement = errors.New("policy has no Statement")

// Parse reads a policy in AWS's JSON. Elements may be single values or lists;
// their names are compared without regard to case, as AWS does.
func Parse(document []byte) (*Policy, error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var raw map[string]any
	if err := decoder.Decode(&raw); err != nil {
		return nil, fmt.Errorf("parse policy: %w", err)
	}
	version := strings.Join(scalars(element(raw, "Version")), "")
	p := &Policy{Literal: version != "2012-10-17"}
	statements := element(raw, "Statement")
	if statements == nil {
		return nil, ErrNoStatement
	}
	for i, s := range list(statements) {
		m, ok := s.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("parse policy: statement %d is no object", i)
		}
		parsed := parseStatement(m)
		parsed.index = i
		p.Statements = append(p.Statements, parsed)
	}
	return p, nil
}

func parseStatement(m map[string]any) Statement {
	return Statement{
		SID:           strings.Join(scalars(element(m, "Sid")), ""),
		Effect:        Literal(strings.Join(scalars(element(m, "Effect")), "")),
		Actions:       literals(element(m, "Action")),
		NotActions:    literals(element(m, "NotAction")),
		Resources:     literals(element(m, "Resource")),
		NotResources:  literals(element(m, "NotResource")),
		Principals:    parsePrincipals(element(m, "Principal")),
		NotPrincipals: parsePrincipals(element(m, "NotPrincipal")),
		Conditions:    parseConditions(element(m, "Condition")),
	}
}

func parsePrincipals(v any) []Principal {
	m, ok := v.(map[string]any)
	if !ok {
		var principals []Principal
		for _, id := range scalars(v) {
			principals = append(principals, Principal{Type: Literal("*"), ID: Literal(id)})
		}
		return principals
	}
	var principals []Principal
	for _, kind := range sorted(m) {
		for _, id := range scalars(m[kind]) {
			principals = append(principals, Principal{Type: Literal(kind), ID: Literal(id)})
		}
	}
	return principals
}

func parseConditions(v any) []Condition {
	operators, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	var conditions []Condition
	for _, operator := range sorted(operators) {
		keys, ok := operators[operator].(map[string]any)
		if !ok {
			continue
		}
		for _, key := range sorted(keys) {
			conditions = append(conditions, Condition{Operator: Literal(operator), Key: Literal(key), Values: literals(keys[key])})
		}
	}
	return conditions
}

func element(m map[string]any, name string) any {
	if v, ok := m[name]; ok {
		return v
	}
	for _, k := range sorted(m) {
		if strings.EqualFold(k, name) {
			return m[k]
		}
	}
	return nil
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

func literals(v any) []Text {
	var texts []Text
	for _, s := range scalars(v) {
		texts = append(texts, Literal(s))
	}
	return texts
}

func scalars(v any) []string {
	var out []string
	for _, e := range list(v) {
		switch x := e.(type) {
		case string:
			out = append(out, x)
		case bool:
			out = append(out, strconv.FormatBool(x))
		case json.Number:
			out = append(out, x.String())
		default:
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
