# METADATA
# title: "Validate certificates by DNS so that they renew"
# description: "An email-validated certificate expires unless somebody answers a mail at each renewal, and an imported one is never renewed."
# related_resources:
#   - https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
#   - https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
# custom:
#   severity: low
#   category: operations
#   kinds: [acm.certificate]
#   evidence: ["validation_method"]
#   messages:
#     email: "{resource} is validated by email, so it does not renew by itself"
#     imported: "{resource} is imported, so ACM does not renew it"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#   fix:
#     set: {validation_method: "DNS"}
#     text: "Validate the certificate by DNS."
#   ko:
#     title: "인증서는 DNS 검증으로 자동 갱신되게"
#     description: "이메일로 검증한 인증서는 갱신 때마다 메일에 응답하지 않으면 만료되고, 가져온 인증서는 갱신되지 않습니다."
#     messages:
#       email: "이메일 검증이라 자동 갱신되지 않음: {resource}"
#       imported: "가져온 인증서라 자동 갱신되지 않음: {resource}"
#     fix: "인증서를 DNS로 검증하세요."
package rules.acm.dns_validation

import rego.v1

import data.lib.finding

deny contains found if {
	some certificate in input.kinds["acm.certificate"]
	certificate.validation_method == "EMAIL"
	not certificate.certificate_authority
	at := finding.variant(finding.at(certificate, ["validation_method"], {}), "email")
	found := finding.rests_on(at, certificate, ["certificate_authority"])
}

deny contains found if {
	some certificate in input.kinds["acm.certificate"]
	certificate.imported
	found := finding.severity(finding.variant(finding.at(certificate, ["imported"], {}), "imported"), "note")
}
