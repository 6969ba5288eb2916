package clients

import (
	"fmt"
	"testing"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

func TestPagesAddUpToTheWholeListInBothDirections(t *testing.T) {
	const number = 5
	of := running(t, "go-pages", nil).ID
	for i := range number {
		must(api.CreateTrigger(&container.CreateTriggerRequest{
			ContainerID: of,
			Name:        fmt.Sprint("cron-", i),
			CronConfig:  &container.CreateTriggerRequestCronConfig{Schedule: "0 4 * * *", Timezone: "UTC"},
		}))(t)
	}
	for size := uint32(1); size <= number+1; size++ {
		request := &container.ListTriggersRequest{ContainerID: &of, PageSize: &size}
		listed := must(api.ListTriggers(request, scw.WithAllPages()))(t)
		equal(t, "number", len(listed.Triggers), number)
		for i, trigger := range listed.Triggers {
			equal(t, "name", trigger.Name, fmt.Sprint("cron-", i))
		}
		request.OrderBy = container.ListTriggersRequestOrderByNameDesc
		for i, trigger := range must(api.ListTriggers(request, scw.WithAllPages()))(t).Triggers {
			equal(t, "name", trigger.Name, fmt.Sprint("cron-", number-1-i))
		}
	}
}
