"""The simple types that fields of the model are made of: texts, ids, references by what they refer to, numbers."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from blueprint import kinds

Text = Annotated[str, kinds.Text()]
Id = Annotated[str, kinds.Ref()]

StepRef = Annotated[str, kinds.Ref(target="step")]
ProcessRef = Annotated[str, kinds.Ref(target="process")]
ActorRef = Annotated[str, kinds.Ref(target="actor")]
ChannelRef = Annotated[str, kinds.Ref(target="channel")]
SystemRef = Annotated[str, kinds.Ref(target="system")]
TeamRef = Annotated[str, kinds.Ref(target="team")]
SourceRef = Annotated[str, kinds.Ref(target="source")]

Day = date
Money = Annotated[Decimal, kinds.Amount()]
Share = Annotated[Decimal, kinds.Share()]
Variation = Annotated[Decimal, kinds.Variation()]
