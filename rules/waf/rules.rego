# METADATA
# title: "Give a web ACL rules that act"
# description: "A web ACL without rules that act lets everything through, although the resources behind it look protected."
# related_resources:
#   - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
#   - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups.html
# custom:
#   severity: medium
#   category: network
#   kinds: [waf.web_acl, waf.classic_web_acl]
#   messages:
#     none: "{resource} has no rule"
#     counting: "Every rule of {resource} only counts"
#     unmanaged: "{resource} has neither a managed rule group nor a rate limit"
#   guidance:
#     - {doc: "001", section: "Web Application Firewall(WAF)이란?"}
#     - {doc: "003", section: "시큐리티"}
#   aliases: [CKV_AWS_175]
#   limits: "Rules in rule_json and in rule groups that the ACL refers to are not looked into."
#   fix:
#     text: "Add the managed rule groups that fit the application and a rate-based rule, and let them act."
#   ko:
#     title: "웹 ACL에 규칙 두기"
#     description: "동작하는 규칙이 없는 웹 ACL은 모든 요청을 통과시키지만 뒤의 리소스는 보호되는 것처럼 보입니다."
#     messages:
#       none: "규칙이 없음: {resource}"
#       counting: "모든 규칙이 세기만 함: {resource}"
#       unmanaged: "관리형 규칙 그룹도 속도 제한도 없음: {resource}"
#     fix: "애플리케이션에 맞는 관리형 규칙 그룹과 속도 기반 규칙을 추가하고 실제로 동작하게 하세요."
package rules.waf.rules

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some acl in input.kinds["waf.web_acl"]
	acl.rules == []
	_nothing_else(acl)
	found := finding.variant(finding.at(acl, ["rules"], {}), "none")
}

deny contains found if {
	some acl in input.kinds["waf.classic_web_acl"]
	acl.rules == []
	found := finding.variant(finding.at(acl, ["rules"], {}), "none")
}

deny contains found if {
	some acl in input.kinds["waf.web_acl"]
	rules := value.items(acl.rules)
	rules != []
	_nothing_else(acl)
	[rule | some rule in rules; not _counts(rule)] == []
	found := finding.severity(finding.variant(finding.absent(acl, ["rules"], {}), "counting"), "low")
}

deny contains found if {
	some acl in input.kinds["waf.web_acl"]
	rules := value.items(acl.rules)
	rules != []
	_nothing_else(acl)
	[rule | some rule in rules; _seasoned(rule)] == []
	found := finding.severity(finding.variant(finding.absent(acl, ["rules"], {}), "unmanaged"), "low")
}

undetermined contains found if {
	some acl in input.kinds["waf.web_acl"]
	value.uncertain(acl.rules)
	found := finding.variant(finding.absent(acl, ["rules"], {}), "none")
}

undetermined contains found if {
	some acl in input.kinds["waf.web_acl"]
	some i, rule in value.items(acl.rules)
	_nothing_else(acl)
	some key in ["counts", "managed_group", "rate_based", "rule_group", "statement"]
	value.unknown(rule[key])
	found := finding.variant(finding.at(acl, ["rules", i, key], {}), "unmanaged")
}

undetermined contains found if {
	some acl in input.kinds["waf.web_acl"]
	some key in ["rule_json", "rule_group_associations"]
	value.unknown(acl[key])
	found := finding.variant(finding.at(acl, [key], {}), "none")
}

undetermined contains found if {
	some acl in input.kinds["waf.classic_web_acl"]
	value.unknown(acl.rules)
	found := finding.variant(finding.at(acl, ["rules"], {}), "none")
}

_nothing_else(acl) if {
	not acl.rule_json
	acl.rule_group_associations == []
}

_nothing_else(acl) if acl.language == "cloudformation"

_counts(rule) if rule.counts == true

# What a referred rule group does is not in sight.
_seasoned(rule) if rule.rule_group == true

_seasoned(rule) if {
	some key in ["managed_group", "rate_based"]
	rule[key] == true
}

_seasoned(rule) if {
	walk(rule.statement, [path, _])
	some key in path
	key in {
		"managed_rule_group_statement", "ManagedRuleGroupStatement",
		"rate_based_statement", "RateBasedStatement",
		"rule_group_reference_statement", "RuleGroupReferenceStatement",
	}
}
