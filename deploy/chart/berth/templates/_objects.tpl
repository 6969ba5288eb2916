{{/* Objects of which there is one for several services. */}}

{{- define "berth.volumes" -}}
- name: keys
  secret:
    secretName: {{ .Values.secrets.keyEncryptionKey.name }}
    items: [{key: {{ .Values.secrets.keyEncryptionKey.key }}, path: kek.json}]
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- end }}

{{- define "berth.budget" -}}
{{- $root := index . 0 }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "berth.name" $root }}-{{ index . 1 }}
  labels:
    {{- include "berth.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "berth.selector" . | nindent 6 }}
{{- end }}

{{- define "berth.ingress" -}}
{{- $name := printf "%s-%s" (include "berth.name" .root) .component }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  labels:
    {{- include "berth.labels" (list .root .component) | nindent 4 }}
  {{- with .ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with .ingress.tlsSecret }}
  tls:
    - secretName: {{ . }}
      hosts:
        {{- toYaml $.hosts | nindent 8 }}
  {{- end }}
  rules:
    {{- range .hosts }}
    - host: {{ . | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: {{ $name }}, port: {name: {{ $.port }}}}}
    {{- end }}
{{- end }}
