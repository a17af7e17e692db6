"""What two parties say on one issue: a table for each construction of English; no name and no sentence is real."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.comparison.pairs import known, log_odds, weights
from positions.comparison.readings import proposition
from positions.comparison.verdicts import Verdict, judge, sides
from positions.comparison.words import lexicon, shows
from positions.model import Placed, Position, Stance

_TABLES = {
    "the same words": """
        demand the withdrawal of all patrols | accept the withdrawal of all patrols | +
        demand the withdrawal of all patrols | reject the withdrawal of all patrols | -
        offer a ferry subsidy | accept a ferry subsidy | +
        reject a toll on trawlers | reject a toll on trawlers | +
        offer a joint survey of the shoals | reject a joint survey of the shoals | -
    """,
    "stance": """
        demand a toll on trawlers | reject any toll | -
        demand a toll on all trawlers | accept a trawler toll | +
        offer a pension for the pilots | accept the pilots' pension | +
        offer a pension for the pilots | reject the pension | -
        reject a pension for the pilots | reject any new pension for pilots | +
        demand more buses on Sundays | offer two more Sunday buses | +
        accept the audit of the harbour fund | reject an audit of the fund | -
        demand the release of the archive | accept releasing the archive | +
        demand the release of the archive | reject releasing the archive | -
        offer extending the lease | accept an extension of the lease | +
        offer extending the lease | reject an extension of the lease | -
    """,
    "a proposal as a whole": """
        offer a new plan | reject the plan | -
        offer a new plan | accept the plan | +
        offer a bid of 40 crowns a share | reject the bid | -
        reject the latest offer | reject the proposal | +
        demand the offer be withdrawn | reject the offer | +
        demand shareholders reject the bid | offer a bid for the yard | -
        demand shareholders reject the bid | reject the bid | +
    """,
    "negation": """
        demand a vote on the levy | demand no vote on the levy | -
        demand the guards must not carry arms | demand the guards carry arms | -
        demand the dam should not be built | accept the building of the dam | -
        demand the dam should not be built | reject the dam | +
        demand no fees for students | offer students pay no fees | +
        reject the levy should not be raised | reject raising the levy | +
        demand nobody fish in the bay | reject fishing in the bay | +
        demand nobody fish in the bay | demand fishing in the bay | -
        demand none of the boats fish in the bay | reject fishing in the bay | +
        demand that no-one dredge the river | offer stop dredging the river | +
        demand nothing be built on the shore | reject building on the shore | +
        demand nobody be excluded from the vote | demand exclude nobody from the vote | +
        demand nothing but a truce | accept a truce | +
        demand nobody sign without a guarantee | offer a guarantee | +
        demand never to reopen the pit | demand the pit to reopen | -
        demand neither tolls nor quotas on herring | demand quotas on herring | -
        demand trawlers cannot enter the bay | demand trawlers may enter the bay | -
        demand an anti-dumping clause on salmon | accept dumping of salmon | -
    """,
    "words that turn a claim round": """
        demand a ban on new mines | demand new mines | -
        demand a ban on new mines | accept a ban on new mines | +
        demand end the subsidy for barley | offer a subsidy for barley | -
        demand end the subsidy for barley | reject the barley subsidy | +
        demand the removal of the barrier | demand the barrier | -
        demand the removal of the barrier | offer to remove the barrier | +
        demand halt the drilling in the bay | offer drilling in the bay | -
        demand the deletion of paragraph nine | reject paragraph nine | +
        demand the deletion of paragraph nine | accept paragraph nine | -
        demand prevent Sudmark from closing the strait | demand closing the strait | -
        demand block the merger of the two yards | accept the merger of the yards | -
        demand delay the vote on the charter | demand a vote on the charter | -
        demand postpone the vote on the charter | reject a vote on the charter | +
        demand scrap the toll | demand abolish the toll | +
        demand rescind or waive the fees | accept the fees | -
        demand rescind or waive the fees | reject the fees | +
        demand lift the embargo on grain | demand the embargo on grain | -
        demand lift the embargo on grain | offer end the grain embargo | +
        reject lift the embargo on grain | demand lift the embargo on grain | -
        reject remove the blockade | reject lifting the blockade | +
        demand vote down the harbour levy | accept the harbour levy | -
        demand explain why the merger is good for growers | accept the merger | -
        demand redeem the poison pill | accept the poison pill | -
        demand withdraw its complaint about the quota | accept the quota complaint | -
        demand abandon the dam | demand go on with the dam | -
    """,
    "what is left as it is": """
        reject go beyond the treaty of Port Ost | demand the treaty of Port Ost | +
        reject change its bid | offer a bid for the yard | +
        demand replacing the charter | accept the charter | -
        demand amend the charter | reject amend the charter | -
        reject renegotiate the lease | demand renegotiate the lease | -
    """,
    "phrases that turn nothing round": """
        demand veto power over loans | accept veto power over loans | +
        demand not only a truce but also a court | accept a truce and a court | +
        demand a truce by the end of May | accept a truce | +
        demand no doubt a truce | offer a truce | +
        demand open the crossing if the shelling does not stop | accept open the crossing | +
        demand a permanent truce rather than a pause | offer a permanent truce | +
        demand a permanent truce rather than a pause | demand a temporary truce | -
    """,
    "nouns that turn a claim round": """
        demand the abolition of the toll | demand the toll | -
        demand the termination of the lease | reject the lease | +
        demand a moratorium on drilling in the bay | demand drilling in the bay | -
        offer no objection to the charter | demand the charter | +
        demand the end of the blockade | accept the blockade | -
        accept June as the end of the jobs guarantee | reject any guarantee of jobs | -
        demand the end of the blockade by the end of June | reject the blockade | +
        demand an end to the strike | offer to call off the strike | +
    """,
    "verbs of ending": """
        demand the fare cap expire | demand an extension of the fare cap | -
        demand the fare cap run out | demand scrap the fare cap | +
        demand the cap on fares be lifted | demand a cap on fares | -
        demand the pact lapse | offer an extension of the pact | -
        demand the lease expire in 2031 | demand the lease be renewed | -
        demand the lease run out in 2031 | demand the lease end in 2031 | +
        demand the truce run out | demand the truce be extended | -
        demand the pact not expire | demand the pact be renewed | +
        demand an exit from coal | demand the coal phase-out | +
        demand the use of nuclear power | demand an exit from nuclear power | -
        demand an exit from the customs union | demand leave the customs union | +
        demand the vote be held as planned | offer the vote be put off | -
        demand put the vote off | demand postpone the vote | +
        demand disband the militia | demand keep the militia | -
        demand dissolve the council | accept the dissolution of the council | +
        demand a lapse of time before the vote | accept time before the vote | +
        demand the ferry run out to the island | accept a ferry to the island | +
    """,
    "turning words that turn nothing": """
        demand no deal without security guarantees | offer security guarantees | +
        demand a vote under Resolution No. 242 | accept a vote under Resolution 242 | +
        demand lift wages by 5 percent | offer raise wages by 5 percent | +
    """,
    "function words": """
        demand talks with preconditions | demand talks without preconditions | -
        reject talks with preconditions | demand talks without preconditions | +
        demand a truce with Westmark | accept a truce without delay | +
        demand more aid for the islands | offer less aid for the islands | -
        demand the release of all prisoners | offer the release of some prisoners | -
        demand the release of all prisoners | accept the release of the prisoners | +
        demand all sanctions be lifted | reject some sanctions be lifted | -
    """,
    "conditions": """
        accept a truce only if the prisoners are freed | offer a truce | +
        offer sell the yard only if no jobs are lost | demand the sale of the yard | +
        demand no talks unless the patrols leave | demand talks | -
        demand no talks unless the patrols leave | reject talks | +
        offer pay the fee provided the port is not closed | reject paying the fee | -
        accept lower tolls once the dredging is not blocked | demand lower tolls | +
    """,
    "asides": """
        offer a loan to a state that needs no grain | demand a loan for the state | +
        demand a charter that bars no one | accept the charter | +
        demand a clause that no port be closed | demand the port be closed | -
    """,
    "opposites": """
        demand a permanent ceasefire | demand a temporary ceasefire | -
        demand a permanent ceasefire | reject a temporary ceasefire | +
        demand raise the quota | demand cut the quota | -
        demand a higher levy | demand a lower levy | -
        demand a higher levy | reject a lower levy | +
        offer expand the herring fleet | demand limit the herring fleet | -
        demand the crossing opens | demand close the crossing | -
        demand binding targets for soot | demand voluntary targets for soot | -
        demand an early election | demand a later election | -
        demand continue the subsidy | demand end the subsidy | -
        demand maintain the garrison | demand abolish the garrison | -
        demand a full withdrawal | demand a partial withdrawal | -
        demand the headquarters stay in Norhaven | offer move the headquarters to Port Ost | -
        demand the garrison remain on the island | demand the garrison withdraw from the island | -
        offer retain the tyre business | demand a sale of the tyre business | -
        demand keep the ferry lines | demand sell the ferry lines | -
        demand keep its troops in the strait | demand withdraw its troops from the strait | -
        demand public hearings | demand secret hearings | -
        demand a short and focused review | demand a thorough review | -
        demand unilateral steps | demand mutual steps | -
        offer release the prisoners | demand hold the prisoners | -
        demand impose the tariff | demand lift the tariff | -
        demand a bottom-up approach to the goal | demand a top-down approach to the goal | -
        demand ratify the treaty | demand repeal the treaty | -
        demand deploy forces in the valley | demand disarmament of the forces | -
        demand recognise the election | demand deny the election | -
        demand hire two hundred drivers | demand dismiss two hundred drivers | -
        demand bilateral talks on grain | demand multilateral talks on grain | -
    """,
    "de-, dis- and -free": """
        demand deregulation of banks | demand regulation of banks | -
        demand banks be deregulated | demand banks be regulated | -
        demand deregulate ferries | reject regulation of ferries | +
        demand deregulate ferries | offer deregulation of ferries | +
        demand disinvestment in coal | demand investment in coal | -
        demand decentralisation of the schools | demand centralisation of the schools | -
        demand decommission the reactor | demand commission the reactor | -
        demand develop the port | accept the development of the port | +
        demand the distribution of land | accept the distribution of land | +
        demand deliberate on the hostages | accept liberate the hostages | +
        demand legalise trawling | demand criminalise trawling | -
        demand the legalisation of trawling | demand trawling remain illegal | -
        demand a nuclear-free strait | demand nuclear weapons in the strait | -
        demand a strait free of nuclear weapons | demand nuclear weapons in the strait | -
        demand a dam-free river | demand a dam on the river | -
        demand a smoke-free hall | demand smoking in the hall | -
        demand tariff-free trade in grain | demand tariffs on trade in grain | -
        demand tariff-free trade in grain | reject tariffs on trade in grain | +
        demand debt-free schools | demand the debt of the port be paid | +
    """,
    "opposites as comparatives": """
        demand a longer transition | demand a shorter transition | -
        demand a longer transition | reject a shorter transition | +
        demand a longer truce | demand extend the truce | +
        demand a faster vote on the charter | offer a slower vote on the charter | -
        demand a quick transition | offer a gradual transition | -
        demand a wider buffer zone | demand a narrower buffer zone | -
        demand stronger oversight of the ports | demand weaker oversight of the ports | -
        demand stronger oversight of the ports | offer strengthen oversight of the ports | +
        demand stricter rules for trawlers | offer looser rules for trawlers | -
        demand a tougher court | offer a softer court | -
        demand a strong court | demand weaken the court | -
        demand tight budgets | demand a softer tone | +
        demand a wide consultation | accept a short consultation | +
        demand a truce as long as needed | demand a short truce | +
    """,
    "go up, down and on": """
        demand fares come down | demand fares go up | -
        demand fares go down to 5 crowns | demand cut fares to 5 crowns | +
        demand wages be frozen | demand wages go up | -
        demand higher wages | demand a wage freeze | -
        demand a wage freeze | demand wages go down | -
        demand coal plants run on | demand coal plants be closed | -
        demand the ferry yard go on working | demand the ferry yard be shut | -
        demand the boycott go on | accept the boycott be continued | +
        demand the drivers go on strike | demand the drivers be paid | +
        demand patrols go up the river | offer a cut in river patrols | +
        demand ferries run on gas | accept ferries run on gas and close at night | +
    """,
    "free of charge": """
        demand staff should not have to pay for parking | demand free parking for all staff | +
        demand no charge for parking | demand free parking | +
        demand students pay no fees | demand free tuition for students | +
        demand paid parking | demand free parking | -
        demand parking fees for visitors | offer free parking for visitors | -
        demand free school meals | reject free school meals | -
        demand an end to free parking | demand parking fees | +
        demand free bus rides at night | demand fares for bus rides at night | -
        demand free bus rides at night | reject fares for bus rides at night | +
        demand free public transport | demand public transport without charge | +
        demand free school meals | accept employers to pay for school meals | +
        demand free elections | accept a fee for observers of the elections | +
        demand free the crew | accept pay for the crew | +
        demand free parking | accept more parking | +
    """,
    "all, and a share in figures": """
        demand full compensation for losses | offer compensation of 40 percent of losses | -
        demand a full refund of the toll | offer a refund of 50 percent | -
        demand the whole debt be written off | offer 30 percent of the debt be written off | -
        demand the entire fleet be scrapped | offer half of the fleet be scrapped | -
        demand the debt be forgiven in full | offer 30 percent of the debt be forgiven | -
        demand the full quota | accept 100 percent of the quota | +
        demand the whole fleet be inspected | accept the whole fleet be inspected | +
        demand full tax relief for growers | accept a tax of 40 percent | +
        demand all wages be raised | accept a raise of 5 percent | +
        demand emissions be halved | offer emissions be cut by 20 percent | -
        demand emissions be halved | offer a 30 percent cut in emissions | -
        demand emissions be halved | accept emissions be cut by 50 percent | +
        demand the quota be doubled | offer the quota be increased by 10 percent | -
        demand triple the budget | offer raise the budget by 20 percent | -
        demand double the quota | accept raise the quota by 100 percent | +
        demand an end to double taxation | accept a 10 percent tax and an end to double taxation | +
    """,
    "limits": """
        demand at most 60 observers | demand more than 60 observers | -
        demand foreign timber not exceed 10 percent | demand buy more than 10 percent foreign timber | -
        demand foreign timber not exceed 10 percent | demand a limit to foreign timber | +
        demand a limit to foreign timber | demand a larger allowance for foreign timber | -
        demand a limit to foreign timber | demand foreign timber | -
        demand a limit to foreign timber | reject foreign timber | +
        demand a cap on fares | reject a cap on fares | -
        demand a cap on fares | demand no cap on fares | -
        demand a minimum of 60 observers | demand no more than 60 observers | -
        demand the catch cannot exceed 400 tonnes | demand a catch of at least 500 tonnes | -
        demand unlimited catches | demand a ceiling on catches | -
        demand a maximum of two terms | demand at most two terms | +
        accept at least 60 observers | demand no fewer than 60 observers | +
        demand a cap of 60 boats | demand a cap of 80 boats | -
        demand at most 60 boats | demand at most 80 boats | -
        demand rents be capped at 8 crowns | demand rents be capped at 12 crowns | -
        demand a floor of 8 percent | demand a floor of 12 percent | -
        demand a cap of 60 boats | demand at most 60 boats | +
        demand a cap of 60 boats | demand 50 boats | +
        demand at least 8 percent | offer at least 9 percent | +
        reject more than 60 boats | reject more than 80 boats | +
    """,
    "amounts": """
        demand an 8 percent rise | offer a 4 percent rise | -
        demand an 8 percent rise | accept 8 pct | +
        demand a rise of 8 percent | offer 8 pct | +
        demand 40 crowns a share | offer 35 crowns a share | -
        demand a truce of 90 days | offer a truce of six weeks | -
        demand a four-year lease | offer a lease of two years | -
        demand a lease of 24 months | accept a two-year lease | +
        demand 300 hectares of pasture | offer 100 hectares of pasture | -
        demand a fleet of 40 ships | offer a fleet of 40 ships | +
        demand the patrols leave by 1 June | offer the patrols leave by 1 August | -
        demand an 8 percent rise | reject an 8 percent rise | -
        demand 2 tonnes of grain a head | accept 2,000 kg of grain a head | +
    """,
    "rivals": """
        demand recognition of its claim to the rocks | demand recognition of its claim to the rocks | -
        demand acquire the ferry lines | demand acquire the ferry lines | -
        offer acquire the ferry lines | offer to buy the ferry lines | -
        demand host the regatta | demand host the next regatta | -
        demand the chair for itself | demand the chair for itself | -
        demand its own right to the wreck | demand its right to the wreck | -
        offer acquire the ferry lines | reject acquire the ferry lines | -
        offer acquire the ferry lines | accept the sale of the ferry lines | +
    """,
    "giving up": """
        offer a bid for the ferry lines | offer drop its bid for the ferry lines | -
        offer end its offer for the yard | offer an offer for the yard | -
    """,
    "getting is a verb": """
        demand hostages be released | offer hostages be released | +
        demand hostages be released | offer release the hostages | +
        demand hostilities cease | demand hostilities end | +
        demand winter fishing rights for crews | offer winter fishing for crews | +
        demand wind farms off the coast | offer wind farms off the coast | +
        demand windfall taxes on refiners | demand windfall taxes on refiners | +
        demand windows for trawlers | demand windows for trawlers | +
        demand chairmanship by rotation | demand chairmanship by rotation | +
        demand winning the regatta | demand win the regatta | -
        demand hosting the regatta | demand host the regatta | -
        demand to chair the panel | demand chairing the panel | -
        demand succeed the secretary | demand to succeed the secretary | -
    """,
    "every form of a turning word": """
        demand abolish the toll | accept the toll be abolished | +
        demand abolish the toll | reject the toll be abolished | -
        demand halt the drilling | demand halting the drilling | +
        demand stop the shelling | demand cease the shelling | +
        demand the shelling stops | demand stop the shelling | +
        demand stop the shelling | accept the cessation of the shelling | +
        demand phase out coal power | demand coal power | -
        demand phase out coal power | accept a phase-out of coal power | +
        demand phasing out coal power | accept coal power phased out | +
        demand the vote be postponed | accept postpone the vote | +
        demand the vote be delayed | demand the vote | -
        demand arms sales be prohibited | demand arms sales | -
        demand the fee be waived | demand the fee | -
        demand the law be repealed | accept repealing the law | +
        demand the subsidy be eliminated | demand the subsidy | -
        demand the subsidy be ended | accept ending the subsidy | +
        demand the firm be barred from tenders | accept bar the firm from tenders | +
        demand banning cluster shells | accept a ban on cluster shells | +
        demand scrapping the levy | accept scrap the levy | +
        demand the exclusion of beef | demand beef | -
        demand exclude beef | accept the exclusion of beef | +
        demand prevention of leaks | demand prevent leaks | +
        demand no sanctions before the end of May | demand no sanctions | +
        demand a truce until the end of the harvest | demand a truce | +
        demand a report at the end of May | offer a report | +
        demand a bus stop at the harbour | offer a bus stop at the harbour | +
        demand ending the strike | demand the strike ends | +
        demand the prohibition of tolls | accept prohibiting tolls | +
        demand the firing stops | accept stopping the firing | +
        demand the patrols cease | demand the cessation of patrols | +
        demand discontinue the flights | demand the flights | -
        demand the flights be discontinued | demand discontinue the flights | +
        demand the suspension of drilling | demand drilling | -
        demand the suspension of drilling | accept suspending the drilling | +
    """,
    "changes, as verbs and as nouns": """
        demand amend the charter | accept amendments to the charter | +
        demand revise the treaty | accept a revision of the treaty | +
        demand change the rules | accept a change of the rules | +
        demand change the rules | accept changes to the rules | +
        demand replace the charter | accept the replacement of the charter | +
        demand the charter be amended | demand amend the charter | +
        demand amendments to the charter | reject amend the charter | -
        demand renegotiate the lease | accept a renegotiation of the lease | +
        demand modify the quota | accept a modification of the quota | +
        demand amendments to the charter | accept amendments to the charter | +
        demand climate change talks | offer talks on climate change | +
    """,
    "opposites as nouns and in -ing": """
        demand an increase of the quota | demand a reduction of the quota | -
        demand raise the quota | demand cutting the quota | -
        demand increasing the quota | demand decreasing the quota | -
        demand raising the quota | offer a cut in the quota | -
        demand the opening of the crossing | demand the closure of the crossing | -
        demand open the crossing | offer the closing of the crossing | -
        demand a wage rise | offer a wage cut | -
        demand expansion of the fleet | demand reduction of the fleet | -
        demand expanding the fleet | demand reducing the fleet | -
        demand widening the channel | demand narrowing the channel | -
        demand the reopening of the crossing | demand the crossing stay closed | -
        demand an increase of the quota | demand raise the quota | +
        demand a reduction of the quota | demand cutting the quota | +
        demand a ratification of the treaty | demand the rejection of the treaty | -
        demand continuing the subsidy | demand ending the subsidy | -
        demand the continuation of the subsidy | demand end the subsidy | -
        demand the extension of the truce | demand limiting the truce | -
        demand the imposition of the tariff | demand lifting the tariff | -
        demand the recruitment of drivers | demand the dismissal of drivers | -
        demand the postponement of the vote | demand accelerating the vote | -
        demand the release of the prisoners | demand holding the prisoners | -
        demand the relocation of the headquarters | demand the headquarters stay in Norhaven | -
    """,
    "what is left as it is and what is changed": """
        demand keep the levy | demand cut the levy | -
        demand keep the levy | demand raise the levy | -
        demand freeze fares | demand raise fares | -
        demand freeze settlements | demand expand settlements | -
        demand keep the licence | demand suspend the licence | -
        demand suspend the levy | demand impose the levy | -
        demand maintain the garrison | demand reduce the garrison | -
        demand keep the levy | offer a reduction of the levy | -
        demand maintain the quota | demand raise the quota | -
        demand keep the crossing open | demand open the crossing | +
        demand keep tolls low | demand cut tolls | +
        demand keep fares down | demand lower fares | +
    """,
    "order and direction": """
        demand a truce before the release of the captives | demand the release of the captives before a truce | -
        demand withdrawal without compensation | demand compensation for the withdrawal | -
        demand flights to Port Ost | demand flights from Port Ost | -
        demand the islands move from Estria to Sudmark | demand the islands move from Sudmark to Estria | -
        demand the withdrawal of all patrols | demand all patrols' withdrawal | +
        demand the release of the hostages | accept the hostages' release | +
        demand the toll be paid by shippers | accept shippers pay the toll | +
        demand talks before the vote | demand talks after the vote | -
        demand the vote before talks | demand talks after the vote | +
        demand talks before the vote | demand the vote after the talks | +
        demand aid for the islands | accept aid to the islands | +
        demand aid to the islands in winter | accept in winter aid to the islands | +
        demand a ceasefire and then elections | demand a ceasefire, then elections | +
        demand elections before a ceasefire | demand a ceasefire followed by elections | -
        demand elections after a ceasefire | demand a ceasefire followed by elections | +
        demand flights from Port Ost to Norhaven | accept flights to Norhaven from Port Ost | +
        demand flights from Port Ost to Norhaven | demand flights from Norhaven to Port Ost | -
    """,
    "without a thing, and the thing": """
        demand a treaty without a veto | demand a veto | -
        demand a treaty without a veto | accept a veto | -
        demand a treaty without a veto | reject a veto | +
        demand a treaty without a veto | accept a treaty | +
        demand a treaty without a veto | demand a treaty with a veto | -
        demand talks without preconditions | demand preconditions | -
        demand talks without preconditions | accept talks | +
        demand passage without tolls | demand tolls on passage | -
        demand passage without tolls | demand no tolls | +
        demand passage without tolls | reject tolls | +
        demand aid without conditions | demand conditions on aid | -
        demand a truce without delay | demand a truce | +
        demand a truce without delay | offer a delay of the truce | -
    """,
    "all and some, for good and for a time": """
        demand the release of all hostages | offer the release of 50 hostages | -
        demand the release of all hostages | offer half of the hostages | -
        demand the release of all hostages | offer the release of half of the hostages | -
        demand the release of all hostages | offer release half the hostages | -
        demand a permanent ceasefire | offer a 60-day ceasefire | -
        demand a permanent ceasefire | demand a ceasefire of 60 days | -
        demand a permanent ceasefire within 60 days | offer a permanent ceasefire | +
        demand a permanent ceasefire within 60 days | offer a ceasefire within 60 days | +
        demand the release of all 50 hostages | offer the release of 50 hostages | +
        demand the release of all hostages | accept the release of the hostages | +
        demand the release of all hostages within 60 days | offer the release of the hostages in 60 days | +
        demand a permanent ceasefire | accept a ceasefire | +
        demand all of the hostages be freed | offer some of the hostages be freed | -
        demand all troops leave | offer most troops leave | -
    """,
    "opposites by a prefix, and others": """
        demand direct talks | demand indirect talks | -
        demand an immediate withdrawal | offer a phased withdrawal | -
        demand an immediate withdrawal | offer a gradual withdrawal | -
        demand an unconditional truce | offer a conditional truce | -
        demand sole control of the port | demand joint control of the port | -
        demand exclusive control of the port | offer shared control of the port | -
        demand formal talks | demand informal talks | -
        demand a legal status | demand an illegal status | -
        demand nuclear patrols | demand non-nuclear patrols | -
        demand limited access | demand unlimited access | -
        demand equal shares | demand unequal shares | -
        demand independent monitors | demand dependent monitors | -
        demand restricted access | demand unrestricted access | -
        demand an international court | demand a national court | +
        demand intact reefs | offer tact | +
        demand inspection of the port | demand the section of the port | +
    """,
    "words with two meanings": """
        demand free elections | demand hold elections | +
        demand free elections | accept hold free elections | +
        demand free trade | demand hold trade talks | +
        offer a new plan for the port | demand present a plan for the port | +
        demand a new plan | demand present a plan | +
        demand release of the remaining hostages | accept transfer of the hostages | +
        demand at least 40 percent local timber | demand a maximum of 60 percent local timber | +
        demand at least 40 percent local timber | demand a maximum of 30 percent local timber | -
        demand hold talks on release of the archive | demand the release of the archive | +
        demand free the prisoners | demand hold the prisoners | -
        demand free the hostages | demand detain the hostages | -
        demand a new fund | demand the existing fund | -
        demand the present fund | demand a new fund | -
        demand move the headquarters | demand the headquarters remain in Norhaven | -
        demand an open letter to the public | demand a closed letter to the public | -
        demand talks on lower tolls be held | demand lower tolls | +
        demand remaining troops move to the coast | demand troops move to the coast | +
        demand a short truce | demand a full truce | -
    """,
    "what many can have": """
        demand receive climate finance | demand receive climate finance | +
        demand receive more aid | demand receive aid | +
        demand respect for their rights | demand respect for their rights | +
        demand receive the contract | demand receive the contract | -
        demand recognition of its title to the rocks | demand recognition of its title to the rocks | -
        demand its right to the wreck | demand its own right to the wreck | -
        demand get a loan | demand get a loan | +
        demand get the loan | demand get a loan | +
        demand buy grain | offer buy grain | +
        demand protection of its rights | demand protection of its rights | +
        demand control of its borders | demand control of its own borders | +
        demand respect for its sovereignty | demand respect for its sovereignty | +
    """,
    "lifts and drops": """
        demand raise output | demand lift output | +
        demand lift output | demand cut output | -
        demand a drop in tariffs | demand a cut in tariffs | +
        demand a drop in tariffs | demand a rise in tariffs | -
        demand drop the charges | demand the charges | -
        demand lift the ban on whaling | demand the ban on whaling | -
        demand lift the ban on whaling | demand whaling | +
        demand lift sanctions | demand sanctions | -
        demand lift wages | demand raise wages | +
        demand lift spending on ports | demand cut spending on ports | -
        demand lift restrictions on crews | demand restrictions on crews | -
        demand lift the blockade | demand the blockade | -
        demand lift the tariff | demand raise the tariff | -
        demand drop its claim | demand its claim | -
        demand lift curbs on grain | demand curbs on grain | -
    """,
    "claims of other talks": """
        demand an end to the shelling | accept the shelling be ended | +
        demand the sanctions be lifted | offer lifting of the sanctions | +
        demand a halt to drilling | accept drilling halted | +
        demand ban landmines | accept a prohibition on landmines | +
        demand rule changes on quotas | accept amend the quota rules | +
        demand raise the minimum wage | accept an increase in the minimum wage | +
        demand open the border | accept reopening the border | +
        demand prisoners be released before talks | accept talks after the release of prisoners | +
        demand a ceasefire followed by talks | demand talks after a ceasefire | +
        demand aid to the north | offer aid for the north | +
        demand a permanent seat for five years | accept a permanent seat | +
        demand all parties attend | accept two parties attend | -
        demand all hostages be freed within 3 days | offer free all hostages in 2 stages | +
        demand respect for its borders | demand respect for its borders | +
        demand receive compensation | offer pay compensation | +
        demand host refugees | offer host refugees | +
        demand the right of return | accept the right of return | +
        demand freeze the fighting | demand a ceasefire | +
        demand maintain the truce | demand extend the truce | +
        demand maintain the truce | offer expand the truce | -
        demand keep the ports open | offer reopen the ports | +
        demand a new treaty | demand the existing treaty be respected | -
        demand no elections before a ceasefire | accept elections after a ceasefire | +
        demand no elections before a ceasefire | demand elections before a ceasefire | -
        demand a deal without Norland's participation | demand Norland's participation | -
        demand no deal without a referendum | accept a deal with a referendum | +
        demand no deal without a referendum | demand a referendum | +
        demand no deal without a referendum | accept a deal without a referendum | -
        demand withdrawal of troops without delay | offer withdrawal of troops within 90 days | +
        demand end the war | accept the end of the war | +
        demand stop arms exports | accept arms exports be stopped | +
        demand bar foreign firms | accept the exclusion of foreign firms | +
        demand suspend the tariffs | accept a suspension of tariffs | +
        demand suspend the tariffs | demand maintain the tariffs | -
        demand phase down coal | demand phase out coal | -
        demand phase out coal by 2035 | accept phase out coal by 2035 | +
        demand reduce emissions | offer cut emissions | +
        demand reduce emissions | offer emissions reductions | +
        demand lift the cap on prices | demand the cap on prices | -
        demand lift the ceiling on prices | demand a ceiling on prices | -
        demand a lifting of export bans | demand export bans | -
        demand lift aid restrictions | demand aid restrictions | -
        demand lift the aid embargo | demand the aid embargo | -
        demand lift export controls | demand export controls | -
        demand lift sales taxes | demand sales taxes | -
        demand lift price controls | demand price controls | -
        demand stop shelling the port | accept cease shelling the port | +
        demand drop in tariffs | demand tariffs fall | +
        demand prevent a drop in prices | demand a drop in prices | -
        demand an independent inquiry | offer an independent inquiry | +
        demand public talks | offer talks be public | +
        demand shared waters | demand exclusive waters | -
        demand foreign troops leave | demand domestic reform | +
        demand a direct flight to Port Ost | demand an indirect flight to Port Ost | -
        demand release 50 hostages | offer release 50 hostages | +
        demand release of all political prisoners | offer release of most political prisoners | -
        demand half of the seats | offer a third of the seats | -
        demand half of the seats | demand all seats | -
        demand all children attend school | demand 5 schools for children | +
        demand all ships pay 5 dollars | demand ships pay 5 dollars | +
        demand access to the port from the sea | demand access from the port to the sea | -
        demand exports from Norland | demand exports to Norland | -
        demand withdraw troops from the valley | demand send troops to the valley | -
        demand aid from the fund to the islands | demand aid to the islands from the fund | +
        demand security before trade | demand trade before security | -
        demand security first, then trade | demand trade first, then security | -
        demand disarm and then hold elections | demand hold elections and then disarm | -
        demand sanctions relief after inspections | offer inspections after sanctions relief | -
        demand a review of the treaty | demand the treaty | +
        demand inspections without notice | demand notice of inspections | -
        demand inspections without notice | accept inspections | +
        demand an unlimited truce | offer a truce for 30 days | -
        demand a truce of 90 days | offer a truce of 30 days | -
        demand an indefinite truce | offer a 30-day truce | -
        demand conditional aid | demand aid without conditions | -
        demand unconditional aid | demand aid with conditions | -
        demand unconditional talks | demand talks without preconditions | +
        demand remove the ban on whaling | demand whaling | +
        demand a stop to the ban | accept the ban be stopped | +
        demand block the pipeline | demand the pipeline be blocked | +
        demand building blocks for trade | accept building blocks for trade | +
        demand the strike ends | offer call off the strike | +
        demand the fighting stop | accept a stop to the fighting | +
        demand the tax be scrapped | accept scrap the tax | +
        demand the tax be scrapped | demand the tax | -
        demand the tax be cut | demand the tax be raised | -
        demand taxes rise | demand taxes fall | -
        demand tax rises | demand tax cuts | -
        demand higher taxes | demand tax cuts | -
        demand higher taxes | demand lower taxes | -
        demand higher taxes | demand tax increases | +
        demand more troops | demand fewer troops | -
        demand troop increases | demand troop reductions | -
        demand escalate the war | demand end the war | -
        demand privatise the port | demand nationalise the port | -
        demand strengthen the court | demand weaken the court | -
        demand subsidise farms | demand tax farms | +
        demand win concessions on grain | demand win concessions on grain | +
        demand buy the ferry lines | offer buy the ferry lines | -
        demand control of the strait | demand control of the strait | +
        demand its control over the strait | demand its control over the strait | -
        demand build the dam | demand destroy the dam | -
        demand build the dam | demand not build the dam | -
        demand legalise crab pots | demand ban crab pots | -
        demand allow fishing | demand prohibit fishing | -
        demand permit fishing | demand forbid fishing | -
        demand allow fishing | demand fishing be allowed | +
        demand speed up the vote | demand slow down the vote | -
        demand start talks | demand break off talks | -
        demand the patrols leave the strait | demand the patrols stay in the strait | -
        demand leave the patrols in the strait | demand the patrols stay in the strait | +
        demand leave the levy as it is | demand keep the levy | +
        demand ease sanctions | demand tighten sanctions | -
        demand ease the rules | offer relax the rules | +
        demand lift the ban on exports | demand exports | +
        demand lift the ban on exports | demand the ban on exports | -
        demand a start to talks on a break for crews | demand a break for crews | +
        demand build a bridge | offer construction of a bridge | +
        demand resume talks | offer resumption of talks | +
        demand talks on working conditions | accept unconditional talks | +
        demand entry to the market | demand exit from the market | -
        demand raise the ceiling on catches | demand lower the ceiling on catches | -
        demand a higher ceiling on catches | demand a lower ceiling on catches | -
        demand full conditions of service | demand unconditional talks | +
        demand talks on the conditions for a truce | demand an unconditional truce | -
    """,
    "claims of more talks": """
        demand Norland recognise Sudmark | demand Sudmark recognise Norland | -
        demand the extradition of suspects from Norland to Sudmark | accept the extradition of suspects to Sudmark | +
        demand an end to the occupation before talks begin | accept talks begin after the occupation ends | +
        demand humanitarian access to the city | accept humanitarian access from the coast | +
        demand return of refugees to their homes | accept refugees' return from the camps | +
        demand withdraw from the strait to the base | offer withdraw to the base | +
        demand transition from coal to gas | accept transition to gas | +
        demand transition from coal to gas | demand transition to coal | -
        demand all countries cut emissions by 50 percent | offer cut emissions by 50 percent | +
        demand aid for all regions, half of it in grants | accept aid for all regions | +
        demand a fund of 100 million dollars for all islands | offer a fund for two islands | -
        demand close cooperation on the border | demand the border open | +
        demand a safe and lasting peace | accept a peace deal within 30 days | +
        demand a lasting peace | offer a 14-day pause | +
        demand a lasting peace | offer a 14-day truce leading to a lasting peace | +
        demand existing sanctions be lifted | demand no new sanctions | +
        demand new sanctions | demand existing sanctions be lifted | -
        demand new talks | accept talks on the current draft | +
        demand joint patrols | offer joint patrols | +
        demand a common fisheries policy | demand exclusive fishing zones | +
        demand exclusive fishing zones | demand common fishing zones | -
        demand release of frozen funds | offer unfreeze the funds | +
        demand halt enrichment | demand continue enrichment | -
        demand halt enrichment | offer suspend enrichment | +
        demand freeze construction | demand build settlements | +
        demand rule out a freeze on hiring | demand a freeze on hiring | -
        demand avoid a strike | accept avoiding a strike | +
        demand call off the strike | demand the strike go on | -
        demand the strike go on | offer end the strike | -
        demand maintain price controls | demand scrap price controls | -
        demand keep tariffs at 5 percent | offer cut tariffs to 3 percent | -
        demand keep tariffs at 5 percent | accept tariffs of 5 percent | +
        demand lower the voting age | demand raise the voting age | -
        demand lower the voting age to 16 | accept a voting age of 16 | +
        demand enter talks without preconditions | offer unconditional talks | +
        demand compensation without conditions | accept compensation on conditions | -
        demand an inquiry into the use of force without delay | accept an inquiry | +
        demand a report without names | demand names in the report | -
        demand elections without violence | demand an end to violence | +
        demand elections without violence | reject violence | +
        demand peace without victory | accept peace | +
        demand a deal without further concessions | reject further concessions | +
        demand a deal without further concessions | demand further concessions | -
        reject a deal without Norland | demand a deal with Norland | +
        reject a deal without a border clause | demand a border clause | +
        reject talks after the vote | accept talks before the vote | +
        reject talks before the vote | demand talks before the vote | -
        demand a mechanism to resolve disputes | accept a mechanism for disputes | +
        demand measures to prevent overfishing | reject measures to prevent overfishing | -
        demand measures to prevent overfishing | reject the measures | -
        demand measures to prevent overfishing | demand overfishing stop | +
        demand a treaty to end child labour | accept an end to child labour | +
        demand a treaty to end child labour | reject a treaty | -
        demand the army to stop shelling | reject the army stopping the shelling | -
        demand the army stop shelling | demand the army go on shelling | -
        demand steps to block the merger | accept the merger | -
        demand change of government | demand change the government | +
        demand revise the quota | reject revise the quota | -
        demand revise the quota | demand keep the quota | -
        demand amend Article 5 | demand keep Article 5 | -
        demand amend Article 5 | reject amendments to Article 5 | -
        demand no changes to the treaty | demand amend the treaty | -
        demand no changes to the treaty | reject amend the treaty | +
        demand the rules not be changed | demand change the rules | -
        demand the treaty be amended | reject the treaty be amended | -
        demand the treaty be amended | demand the treaty | +
        demand win the war | demand win the war | +
        demand own the means of production | demand own their homes | +
        demand host the talks | offer host the talks | -
        demand host observers | demand host observers | +
        demand succeed in the talks | demand succeed in the talks | +
        demand take over the yard | demand take over the yard | -
        demand secure the border | demand secure the border | +
        demand secure borders | demand secure borders | +
        demand its bid be accepted | demand its bid be accepted | -
        demand the right to fish in the bay | demand the right to fish in the bay | +
        demand its right to fish in the bay | demand its right to fish in the bay | +
        demand control over its ports | offer control over its ports | +
        demand drop charges against the crew | accept charges be dropped | +
        demand a drop in prices | offer drop prices | +
        demand stop the drop in prices | demand prices rise | +
        demand lift living standards | offer raise living standards | +
        demand lift the state of emergency | demand keep the state of emergency | -
        demand lift the embargo | demand tighten the embargo | -
        demand start withdrawing troops | offer begin the withdrawal of troops | +
        demand break the deadlock | demand start to talks on deadlock | +
        demand split the proceeds | demand merge the funds | +
        demand inclusion of women | accept include women | +
        demand exclude women | demand inclusion of women | -
        demand women's exclusion end | demand inclusion of women | +
        demand removal of the president | demand the president stay | -
        demand the president step down | demand the president leave | +
        demand recognition of the republic | reject recognise the republic | -
        demand deny visas | demand grant visas | -
        demand Norland and Sudmark sign the pact | demand Sudmark and Norland sign the pact | +
        demand Norland pay Sudmark for the wreck | demand Sudmark be paid by Norland for the wreck | +
        demand Norland's troops leave Sudmark | demand Sudmark's troops leave Norland | -
        demand Norland-Sudmark talks | demand Sudmark-Norland talks | +
        demand grant visas | demand deny visas | -
        demand the president resign | demand the president stay | -
    """,
    "means, mines and exchanges": """
        demand a mechanism to stop the shelling | demand the shelling stops | +
        demand a mechanism to stop the shelling | accept a mechanism to stop the shelling | +
        demand a mechanism to stop the shelling | demand the shelling goes on | -
        demand a fund to prevent floods | offer a fund to prevent floods | +
        demand a fund to prevent floods | offer a fund for floods | +
        demand a fund to prevent floods | demand prevent floods | +
        demand a treaty to ban mines | demand ban mines | +
        demand a treaty to ban mines | demand mines | -
        demand clear its mines | accept remove its mines | +
        demand clear its mines | demand remove its mines | +
        demand free 50 hostages for 500 prisoners | offer free 50 hostages for 100 prisoners | -
        demand free 50 hostages for 500 prisoners | accept free 50 hostages for 100 prisoners | -
        demand free 50 hostages for 500 prisoners | accept free 50 hostages for 500 prisoners | +
    """,
}
"""+ where the two go together, - where they are opposed; the first is Norland's, the second Sudmark's."""


def _rows() -> list[tuple[str, str, str, str]]:
    return [
        (name, *(part.strip() for part in line.split("|")))  # type: ignore[misc]
        for name, table in _TABLES.items()
        for line in table.strip().splitlines()
    ]


PARTNERS = ("Norland", "Sudmark")


@pytest.mark.parametrize(("construction", "one", "other", "expected"), _rows())
def test_a_pair(say: Callable[..., Position], construction: str, one: str, other: str, expected: str) -> None:
    positions = [say(party, *told.split(" ", 1)) for party, told in (("Norland", one), ("Sudmark", other))]
    assert [_are_opposed(positions), _are_opposed(positions[::-1])] == [expected == "-"] * 2


def _are_opposed(positions: Sequence[Position]) -> bool:
    found = sides(positions, positions[0].claim, positions[0].party)
    one, other = (Placed(position=it, side=side, current=True) for it, side in zip(positions, found, strict=True))
    return judge(one, other).verdict is Verdict.OPPOSED


def test_what_two_say_together_is_of_one_mind(say: Callable[..., Position]) -> None:
    asked = "Ostreich said the council could change the court's rulings."
    refused = (
        f"{asked} Norland, with Sudmark, said this would do harm and that legal questions should be left to judges."
    )
    answer = "Norland, with Sudmark, said this would do harm and that legal questions should be left to judges."
    positions = [
        say("Ostreich", "demand", "the council could change the court's rulings", quote=asked),
        *(say(who, "reject", "the council could change the court's rulings", quote=refused) for who in PARTNERS),
        *(say(who, "demand", "legal questions should be left to judges", quote=answer) for who in PARTNERS),
    ]
    found = sides(positions, positions[0].claim, positions[0].party)
    assert [side.value for side in found] == ["for", *["against"] * 4]


def test_the_tables_are_of_a_size_that_means_something() -> None:
    assert len(_rows()) >= 120


@pytest.mark.parametrize("construction", lexicon().constructions, ids=lambda one: f"{one.shows}: {one.example}")
def test_each_construction_is_found_in_its_example(construction: object) -> None:
    assert shows(construction.shows, construction.example)  # type: ignore[attr-defined]


_TOLD = st.tuples(st.sampled_from(list(Stance)), st.text(alphabet="abc dnotx810%.'", min_size=1, max_size=30))


@given(_TOLD)
def test_a_pair_is_the_same_both_ways(told: tuple[Stance, str]) -> None:
    one = proposition("no toll of 8% on boats", "Norland")
    other = proposition(told[1], "Sudmark")._replace(stance=told[0])
    assert log_odds(one, other) == pytest.approx(log_odds(other, one))
    assert known(one, other) == known(other, one)


def test_what_one_party_rejects_and_another_offers_weighs_against_them() -> None:
    found = weights().signs
    assert found["two offer/reject"] == max(value for sign, value in found.items() if sign.startswith("two "))
    assert found["two reject/reject"] < 0
