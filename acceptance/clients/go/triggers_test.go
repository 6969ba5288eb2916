package clients

import (
	"errors"
	"reflect"
	"testing"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

func TestTriggersOfEachSourceAreMadeFoundChangedAndDeleted(t *testing.T) {
	of := running(t, "go-triggers", nil)
	requests := map[container.TriggerSourceType]*container.CreateTriggerRequest{
		container.TriggerSourceTypeCron: {
			Name: "nightly",
			DestinationConfig: &container.CreateTriggerRequestDestinationConfig{
				HTTPPath: "/nightly", HTTPMethod: container.CreateTriggerRequestDestinationConfigHTTPMethodPut,
			},
			CronConfig: &container.CreateTriggerRequestCronConfig{Schedule: "0 4 * * MON", Timezone: "Europe/Paris", Body: "{}"},
		},
		container.TriggerSourceTypeSqs: {
			Name: "queue",
			SqsConfig: &container.CreateTriggerRequestSQSConfig{
				Region: scw.RegionFrPar, Endpoint: "http://127.0.0.1:1", AccessKeyID: "key", SecretAccessKey: "hush",
				QueueURL: "http://127.0.0.1:1/orders",
			},
		},
		container.TriggerSourceTypeNats: {
			Name: "subject",
			NatsConfig: &container.CreateTriggerRequestNATSConfig{
				ServerURLs: []string{"nats://127.0.0.1:1"}, Subject: "orders.new", CredentialsFileContent: "hush",
			},
		},
	}
	for source, request := range requests {
		request.ContainerID = of.ID
		made := must(api.CreateTrigger(request))(t)
		ready := must(api.WaitForTrigger(&container.WaitForTriggerRequest{TriggerID: made.ID, RetryInterval: often}))(t)
		equal(t, "status", ready.Status, container.TriggerStatusReady)
		equal(t, "source", ready.SourceType, source)
		read := must(api.GetTrigger(&container.GetTriggerRequest{TriggerID: made.ID}))(t)
		equal(t, "read as it was", reflect.DeepEqual(read, ready), true)
		found := must(api.ListTriggers(&container.ListTriggersRequest{ContainerID: &of.ID, TriggerType: source}, scw.WithAllPages()))(t)
		equal(t, "found as it was", reflect.DeepEqual(found.Triggers, []*container.Trigger{ready}), true)
	}
	all := must(api.ListTriggers(&container.ListTriggersRequest{
		NamespaceID: &of.NamespaceID, OrderBy: container.ListTriggersRequestOrderByNameAsc,
	}, scw.WithAllPages()))(t)
	equal(t, "all", all.TotalCount, 3)
	nightly := all.Triggers[0]
	equal(t, "path", nightly.DestinationConfig.HTTPPath, "/nightly")

	must(api.UpdateTrigger(&container.UpdateTriggerRequest{
		TriggerID:  nightly.ID,
		CronConfig: &container.UpdateTriggerRequestCronConfig{Schedule: scw.StringPtr("@hourly")},
	}))(t)
	changed := must(api.WaitForTrigger(&container.WaitForTriggerRequest{TriggerID: nightly.ID, RetryInterval: often}))(t)
	equal(t, "schedule", changed.CronConfig.Schedule, "@hourly")
	equal(t, "time zone", changed.CronConfig.Timezone, "Europe/Paris")
	_, err := api.UpdateTrigger(&container.UpdateTriggerRequest{
		TriggerID:  nightly.ID,
		NatsConfig: &container.UpdateTriggerRequestNATSConfig{Subject: scw.StringPtr("orders.old")},
	})
	var refused *scw.InvalidArgumentsError
	equal(t, "source cannot change", errors.As(err, &refused), true)

	deleted := must(api.DeleteTrigger(&container.DeleteTriggerRequest{TriggerID: nightly.ID}))(t)
	equal(t, "status", deleted.Status, container.TriggerStatusDeleting)
	gone(t, func() error {
		_, err := api.GetTrigger(&container.GetTriggerRequest{TriggerID: nightly.ID})
		return err
	})
}
