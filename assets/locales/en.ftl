# Every word of the program in English. A key here is also in fr.ftl, which is the reference.

app-title = Épissure
duration = { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds }
}
side-cable = cable fibre
side-pigtail = pigtail
lang-fr = Français
lang-en = English
back = Back

## List of exercises
list-heading = Exercises
list-empty = No exercise found.
list-open = Start
list-resume = Carry on
list-minutes = about { $minutes } min
list-best = Best mark
list-error = This file does not open
list-language = Change language
list-settings = Settings
list-quit = Quit

## Job sheet
brief-heading = Job sheet
brief-tube = Tube
brief-fibre = Fibre
brief-slot = Slot
brief-guided = With guide
brief-guided-about = Every step is shown.
brief-free = Without guide
brief-free-about = No help, as on site.
brief-assistance = { $level ->
    [0] Help for the hand: none
    [1] Help for the hand: light
    [2] Help for the hand: medium
   *[other] Help for the hand: strong
}
brief-start = Start

## Around the bench
hud-put-down = Put down
hud-leave-contact = Step back
hud-leave = Leave
hud-finish = Finish
hud-finish-question = Is the work done?
hud-finish-about = It will be marked now.
hud-quit-question = Leave the bench?
hud-quit-about = The work is kept, to carry on later.
hud-quit-yes = Yes, leave
hud-quit-no = No, carry on
hud-finish-yes = Yes, mark it
hud-finish-no = No, carry on
hud-guide-show = Show the guide
hud-guide-hide = Hide the guide
hud-pause = Pause
hud-resume = Carry on
hud-paused = Paused
hud-grip = Grip
hud-resistance = Resistance
hud-speed = Speed
hud-breaks = { $breaks ->
    [1] 1 broken fibre
   *[other] { $breaks } broken fibres
}

## Result
result-passed = Passed
result-not-yet = Not yet
result-out-of = out of { $full }
result-safe-enough = Safe work
result-not-safe = Safety needs another look
result-good = What was good
result-nothing-good = It is a start. The next try will go further.
result-to-improve = To do better
result-all-good = Nothing to put right. Well done!
result-lost = −{ $points } pt
result-not-done = Not done yet
result-see = Watch
result-see-this = Watch: { $what }
result-eliminatory = A point that rules out passing
result-eliminatory-about = With this fault nobody can pass, whatever the mark. Watch it, then try again.
result-loss = True loss
result-estimate = Loss shown by the splicer
result-time = Time
result-db = { $value } dB
result-report = Report saved: { $path }
result-replay = Watch it all
result-again = Try again
result-back = List of exercises

## Replay
replay-play = Play
replay-pause = Stop
replay-previous = Previous fact
replay-next = Next fact
replay-speed = Speed
replay-position = Position
replay-back = Back to the mark
replay-nothing = …

## Settings
settings-heading = Settings
settings-language = Language
settings-quality = Picture
settings-quality-low = Light
settings-quality-medium = Medium
settings-quality-high = Rich
settings-quality-about = If the picture stutters, choose “Light”.
settings-off = No
settings-on = Yes
settings-still = Nothing moves by itself
settings-colour-names = Name the colours
settings-tour = Help with the mouse
settings-hand = Hand
settings-gain = Mouse speed
settings-gain-value = × { $gain }
settings-side = Working hand
settings-right-handed = Right-handed
settings-left-handed = Left-handed
settings-grip = To grip
settings-grip-hold = Hold the button
settings-grip-toggle = Click once, click again to let go
settings-calibrate = Calibrate my hand
settings-calibrate-about = Twenty seconds, to fit the mouse to your hand.
settings-text = Text size
settings-text-normal = Normal
settings-text-large = Large
settings-text-larger = Very large

## Tools
tool-hand = Hand
tool-safety-glasses = Glasses
tool-sheath-cutter = Sheath cutter
tool-tube-cutter = Tube cutter
tool-stripper = Fibre stripper
tool-solvent-wipe = Degreasing wipe
tool-alcohol-wipe = Alcohol wipe
tool-protection-sleeve = Sleeve
tool-tweezers = Tweezers
tool-cable-fibre = Cable fibre
tool-pigtail-fibre = Pigtail
tool-spliced-fibre = Spliced fibre
tool-scissors = Scissors
tool-probe = Microscope
tool-click-cleaner = Click cleaner
tool-dry-wipe = Cleaning cassette
tool-plug-1a = Cord 1, end A
tool-plug-1b = Cord 1, end B
tool-plug-2a = Cord 2, end A
tool-plug-2b = Cord 2, end B
tool-plug-3a = Cord 3, end A
tool-plug-3b = Cord 3, end B

## Colours
colour-red = red
colour-blue = blue
colour-green = green
colour-yellow = yellow
colour-violet = violet
colour-white = white
colour-orange = orange
colour-grey = grey
colour-brown = brown
colour-black = black
colour-aqua = aqua
colour-pink = pink

## Keys of the splicer
key-program = Program
key-view = X/Y
key-set = Start
key-reset = Reset
key-test = Tension
key-heat = Oven
key-menu = Menu
key-back = Back to splicing
key-up = Up
key-down = Down

## Parts of the mark
axis-technique = Technique
axis-result = Result
axis-safety = Safety

## What happened
event-not-done = Not done
event-tool-taken = Tool taken
event-glasses-worn = Glasses put on
event-sheath-cut = Sheath cut
event-tube-nicked = Tube nicked
event-sheath-pulled = Sheath removed
event-tube-wiped = Tube wiped
event-tube-scored = Tube scored
event-tube-opened = Tube opened
event-bundle-wiped = Fibres degreased
event-fibre-picked = Fibre picked
event-sleeve-threaded = Sleeve threaded
event-coating-stripped = Fibre stripped
event-glass-wiped = Glass cleaned
event-fibre-seated = Fibre laid in the cleaver
event-cleaved = Fibre cleaved
event-shard-made = Scrap of glass fell
event-shard-touched = Scrap of glass touched by hand
event-shard-binned = Scrap of glass boxed
event-shard-dropped = Scrap of glass dropped on the floor
event-fibre-cut = Fibre cut
event-fibre-broken = Fibre broken
event-fibre-loaded = Fibre laid in the splicer
event-end-touched = Fibre end touched
event-program-chosen = Program chosen
event-inspected = Ends checked
event-warning-overridden = Warning ignored
event-spliced = Fibres spliced
event-re-arced = Arc fired again
event-wrong-program = Another program used
event-wrong-fibre = Another fibre spliced
event-tension-tested = Tension tested
event-sleeve-heated = Sleeve heated
event-sleeve-handled-hot = Sleeve taken too hot
event-fibre-laid = Fibre coiled
event-fibre-sprang = Fibre sprang out
event-live-disturbed = Fibre in service disturbed
event-sleeve-seated = Sleeve put in its slot
event-wrong-slot = Another slot used
event-lid-pinched = Fibre pinched under the lid
event-tray-closed = Tray closed
event-gesture = Gesture made
event-arc-checked = Arc checked
event-oven-program-chosen = Oven program chosen
event-sleeve-misheated = Sleeve heated wrongly
event-blade-turned = Cleaver blade turned
event-connector-inspected = Connector inspected
event-connector-cleaned = Connector cleaned
event-connector-mated = Connector plugged
event-mated-unseen = Plugged without a look
event-mated-dirty = Plugged dirty
event-mated-unlike = APC plugged into UPC
event-mated-badly = Connector pushed in crooked
event-otdr-acquired = Trace taken
event-otdr-on-live = OTDR on a live fibre
event-marker-placed = Marker placed
event-reference-taken = Reference taken
event-power-read = Power reading kept
event-locator-lit = Red light sent
event-record-written = Record written
event-record-signed = Record signed
event-looked-into-fibre = Fibre looked into
event-live-unplugged = Unplugged while the laser fired

## Why a fibre breaks
break-ring-cut = The sheath cutter’s blade went too deep.
break-tube-score = The tube cutter went through the tube.
break-tube-pull = The tube was pulled too fast.
break-picking = The fibre was pulled or pinched too hard.
break-stripper = The stripper bit into the glass.
break-tension-test = The splice did not hold the tension test.
break-unprotected = A splice without its sleeve was bent.
break-lid = The lid pinched the fibre on the wall, and it broke.
break-bend = The fibre was bent too far.

## Why the splicer waits
refusal-lid-open = The cover is open.
refusal-no-fibre = { $side ->
    [cable] The fibre on the left is missing.
   *[pigtail] The fibre on the right is missing.
}
refusal-not-cleaved = { $side ->
    [cable] The left fibre is not cleaved.
   *[pigtail] The right fibre is not cleaved.
}
refusal-too-far = { $side ->
    [cable] The left fibre is too far away.
   *[pigtail] The right fibre is too far away.
}
refusal-misplaced = { $side ->
    [cable] The left fibre is not in its groove.
   *[pigtail] The right fibre is not in its groove.
}
refusal-bad-face = { $side ->
    [cable] The left end is damaged: cleave it again.
   *[pigtail] The right end is damaged: cleave it again.
}

## Measured values
measure-ring-error-mm = { $value } mm off
measure-ring-overcut-mm = { $value } mm too deep
measure-tube-residue = { $value }% gel left
measure-tube-score-depth = { $value }% of the wall
measure-fibre-gel = { $value }% gel left
measure-strip-nick-um = { $value } µm nick
measure-strip-error-mm = { $value } mm off
measure-glass-dirt = { $value }% dirt left
measure-cleave-angle-deg = { $value }° angle
measure-bare-error-mm = { $value } mm off
measure-view-time-s = { $value } s a view
measure-splice-loss-1550-db = { $value } dB
measure-sleeve-centre-mm = { $value } mm off centre
measure-tray-radius-mm = { $value } mm radius
measure-twist-turns = { $value ->
    [one] { $value } turn of twist
   *[other] { $value } turns of twist
}
measure-live-fibres-disturbed = { $value ->
    [one] { $value } fibre disturbed
   *[other] { $value } fibres disturbed
}
measure-live-loss-1550-db = { $value } dB more for a customer, who noticed nothing
measure-live-loss-1550-db-felt = { $value } dB more for a customer, whose signal fell
measure-live-loss-1550-db-cut = { $value } dB more for a customer, who was cut off
measure-fibre-out-of-place = { $value ->
    [one] { $value } place out of order
   *[other] { $value } places out of order
}
measure-bend-loss-1625-db = { $value } dB
measure-tray-loss-1625-db = { $value } dB
measure-loose-shards = { $value ->
    [one] { $value } scrap outside the box
   *[other] { $value } scraps outside the box
}
measure-steadiness-mm = { $value } mm of drift
measure-path-ratio = { $value } times the shortest way
measure-pulse-longest-ns = pulse of { $value } ns
measure-averaging-shortest-s = { $value } s of averaging
measure-range-misfit = range badly chosen (off by { $value })
measure-index-error = index off by { $value }
measure-wavelengths = { $value } wavelength(s)
measure-directions = { $value } direction(s)
measure-launch-cord-m = { $value } m of cord before the network
measure-signal-at-end-db = { $value } dB above the noise at the end
measure-reference-error-db = reference off by { $value } dB
measure-meter-error-db = meter off by { $value } dB

## Goals of the guide
goal-wear-glasses = Put on the glasses
goal-cut-sheath = Cut the sheath { $mm } mm from the end
goal-pull-sheath = Remove the sheath
goal-clean-tube = Wipe tube { $tube } ({ $colour })
goal-score-tube = Score the tube { $mm } mm from the sheath
goal-open-tube = Pull off the end of tube { $tube } ({ $colour })
goal-degrease = Degrease the fibres
goal-pick-fibre = Pick fibre { $fibre } ({ $colour })
goal-thread-sleeve = Thread the sleeve on the fibre
goal-strip = { $side ->
    [cable] Strip { $mm } mm of the cable fibre
    [pigtail] Strip { $mm } mm of the pigtail
   *[other] Strip { $mm } mm of the fibre
}
goal-clean = { $side ->
    [cable] Clean the glass of the cable fibre
    [pigtail] Clean the glass of the pigtail
   *[other] Clean the glass
}
goal-open-cleaver = Open the cleaver
goal-seat = { $side ->
    [cable] Lay the cable fibre in the cleaver
    [pigtail] Lay the pigtail in the cleaver
   *[other] Lay the fibre in the cleaver
}
goal-close-cleaver = Close the cleaver
goal-stroke = Cleave in one stroke
goal-draw-carriage-back = Bring the cleaver’s carriage back
goal-turn-blade = Turn the cleaver’s blade
goal-bin-shard = Put the scrap of glass in the box
goal-open-splicer = Open the splicer
goal-load = { $side ->
    [cable] Lay the cable fibre on the left
    [pigtail] Lay the pigtail on the right
   *[other] Lay the fibre in the splicer
}
goal-close-splicer = Close the splicer
goal-choose-program = Choose the program for both fibres
goal-check-arc = Check the arc
goal-leave-menu = Go back to the splice page
goal-inspect = Check both ends
goal-read-views = Look at both views
goal-arc = Fire the arc
goal-test = Test the tension
goal-centre-sleeve = Centre the sleeve on the splice
goal-open-oven = Open the oven
goal-place-in-oven = Lay the sleeve in the oven
goal-close-oven = Close the oven
goal-choose-oven = Choose the oven’s program
goal-heat = Heat the sleeve
goal-cool = Let it cool
goal-lay-fibre = Coil the fibre in the tray
goal-seat-sleeve = Put the sleeve in slot { $slot }
goal-tuck-fibre = Slip the fibre under the tab
goal-open-tray = Open the tray again
goal-close-tray = Close the tray
goal-cut-back = Cut the joint out to do it again
goal-take-out = { $side ->
    [cable] Take the cable fibre out: it must be redone
    [pigtail] Take the pigtail out: it must be redone
   *[other] Take the fibre out: it must be redone
}
goal-finish = All done: choose Finish
goal-inspect-face = Look at the connector under the microscope
goal-clean-face = Clean this connector
goal-plug = Plug the connector
goal-unplug = Unplug this connector
goal-press = Set the instrument
goal-sign = Sign the record
goal-wait-otdr = Wait for the trace
goal-warm-up = Let the source warm up
goal-write = Write the result on the record

## What the hand does
hint-wear-glasses = Hold the button, bring the glasses to the eyes.
hint-cut-sheath = Wheel: set the blade. Hold the button, turn round the sheath.
hint-pull-sheath = Hold the button, pull towards the cable’s end.
hint-clean-tube = Hold the button, slide towards the end. Wheel: clean area.
hint-score-tube = Hold the button, make one full turn.
hint-open-tube = Hold the button, pull gently towards the end.
hint-degrease = Hold the button, slide towards the end. Wheel: clean area.
hint-pick-fibre = Hold the button to pinch, move the fibre aside.
hint-thread-sleeve = Aim at the end, hold the button, move on. Wheel: height.
hint-strip = Go to the right length. Hold the button, pull slowly.
hint-clean = Hold the button, slide towards the end. Wheel: turn the fibre.
hint-open-cleaver = Hold the button, lift the lid.
hint-seat = Move on to the stop. Wheel: straighten the fibre.
hint-close-cleaver = Hold the button, lower the lid.
hint-stroke = Hold the button, push the carriage without stopping.
hint-draw-carriage-back = Hold the button, pull the carriage back to the start.
hint-turn-blade = Hold the button on the dial and turn one click, or use the wheel.
hint-bin-shard = With the tweezers: hold the button, carry to the box, let go.
hint-open-splicer = Hold the button, lift the cover.
hint-load = Bring the end close to the electrodes, touching nothing.
hint-close-splicer = Hold the button, lower the cover.
hint-choose-program = First key: press until it is the right program.
hint-check-arc = Menu key until “Upkeep”, then the green key. Both ends must be prepared again.
hint-leave-menu = Press the key with the arrow back.
hint-inspect = Press the green key.
hint-read-views = Look for one second. Press X/Y, look again.
hint-arc = If the ends look good, press the green key.
hint-test = Press the key with the double arrow.
hint-centre-sleeve = Hold the button, slide the sleeve to the middle.
hint-open-oven = Hold the button, lift the lid.
hint-place-in-oven = Hold the fibre on both sides, go down into the oven.
hint-close-oven = Hold the button, lower the lid.
hint-choose-oven = Menu key until “Oven”, then Up or Down: the length of the sleeve.
hint-heat = Press the orange key.
hint-cool = Wait for the signal. Touch nothing.
hint-lay-fibre = Hold the button, lead the fibre along the wall. Wheel: raise the hand.
hint-seat-sleeve = Bring it over the slot, hold the button to push.
hint-tuck-fibre = Tweezers on the fibre, hold the button. Round the tab’s tip, wheel to go down, back under it.
hint-open-tray = Hold the button, raise the lid.
hint-close-tray = Hold the button, lower the lid.
hint-take-out = Red key, open the cover, click on the fibre.
hint-cut-back = With the scissors: hold the button on the fibre.
hint-finish = The button is at the top right.
hint-inspect-face = Seat the tip, turn the wheel until it is sharp.
hint-clean-face = Port: push the pen until it clicks. Plug: one straight stroke, button held.
hint-plug = Turn the key with the wheel, line up, push with the button held.
hint-unplug = Click the connector to take it back in hand.
hint-press = Open the instrument’s face: the settings are at its side.
hint-sign = Read it all again, then sign at the bottom.
hint-wait-otdr = The trace builds up: unplug nothing.
hint-warm-up = Three minutes: clean the connectors meanwhile.
hint-write = Read it on the instrument, write it on the record.

# Parts that a hand can touch
part-face = Face
part-sheath = Cable sheath
part-tube = Tube { $n }
part-bundle = Fibres of tube { $n }
part-fibre = Fibre { $n }
part-some-fibre = A fibre
part-end-cable = End of the cable’s fibre
part-end-pigtail = End of the pigtail
part-cleaver-groove = Cleaver groove
part-cleaver-lid = Cleaver lid
part-cleaver-blade = Blade carriage
part-cleaver-dial = Blade dial
part-cleaver-height = Blade height knob
part-shard = Glass scrap
part-shard-bin = Scrap box
part-splicer-groove = Splicer groove
part-splicer-lid = Splicer cover
part-sleeve = Protection sleeve
part-oven = Oven
part-oven-lid = Oven lid
part-tray = Splice tray
part-slot = Slot { $n }
part-tray-lid = Tray lid
part-port = Port { $n }
part-port-near = Panel, port { $n }
part-port-far = Far panel, port { $n }
part-port-otdr = Port of the OTDR
part-port-source = Port of the source
part-port-meter = Port of the meter
part-port-locator = Port of the fault locator
part-port-coupler = Coupler
part-otdr = OTDR
part-meter = Power meter
part-source = Light source
part-locator = Fault locator
part-scope = Microscope screen
part-record = Record sheet

# Around the work
bench-station = { $part }: { $mm } mm
bench-take = Take: { $tool }
bench-blade-stop = Blade stop: { $mm } mm (wheel)
bench-fresh-area = Wheel: fresh side of the wipe
bench-turn = Turn: { $deg }° (wheel)
bench-blade = Blade: position { $position }, height { $height }, { $cleaves } cleaves
bench-lift = Height: { $mm } mm (wheel)
bench-left = Left to coil: { $mm } mm
bench-raise = Height of the hand: { $mm } mm (wheel)

# Calibration of the hand
calibrate-order = Move the mouse left and right, at ease
calibrate-about = Six sweeps, as wide as a hand. Escape to stop.

# Instruments and the record sheet
face-close = Close
face-start = Measure
face-stop = Stop
face-skip = Skip the wait
face-pulse = Pulse
face-range = Range
face-time = Time
face-index = Index
face-wavelengths = Wavelengths
face-traces = Traces
face-overlay = Compare
face-events = Events
face-markers = Markers
face-no-trace = No trace yet
face-nothing = Nothing is plugged
face-running = Measuring at { $nm } nm
face-event-launch = Launch
face-event-loss = Loss
face-event-gain = Gain
face-event-reflective = Reflection
face-event-ghost = Ghost
face-event-end = End
face-event-fade = Noise
face-col-distance = m
face-col-loss = Loss dB
face-col-back = Refl. dB
face-col-total = Total dB
face-length = Length
face-total = Total loss
face-orl = ORL
face-a-to-b = A to B
face-splice = Splice (5 markers)
face-distance = Distance (m)
face-unit = dBm / dB
face-reference = Reference
face-hold = Hold
face-low = Low
face-high = Overload
face-no-reference = No reference
face-held = Held
face-on = On
face-off = Off
face-warming = Warming up
face-warm = Warm
face-blink = Blinks
face-scope-none = Seat the tip on a connector
face-scope-blurred = Blurred: turn the wheel
face-scope-pass = PASS
face-scope-fail = DIRTY OR DAMAGED
face-zone = Zone { $zone }: { $count } (max. { $limit })
face-export-sor = Export .sor
face-export-csv = Export .csv
face-exported = Written: { $path }
record-sign = Sign
record-signed = Signed
record-fibre = Fibre { $n }
record-yes = Accepted
record-no = Refused
record-limits = Limits: splice { $splice } dB, link { $link } dB
record-none = none
record-limits-level = Level: { $low } to { $high } dBm
ask-length-m = Length (m)
ask-fault-distance-m = Distance of the fault (m)
ask-fault-kind = Fault
ask-fault-loss-1550-db = Loss of the fault at 1550 nm (dB)
ask-faulty-fibre = Faulty fibre
ask-loss-1310-db = Loss at 1310 nm (dB)
ask-loss-1550-db = Loss at 1550 nm (dB)
ask-level-1490-dbm = Level at 1490 nm (dBm)
ask-splice-1310-db = True loss of the splice at 1310 nm (dB)
ask-events = Number of events
ask-far-port = Far port
ask-accepted = Conclusion
fault-break = Break
fault-bend = Bend
fault-bad-splice = Bad splice
fault-dirty-connector = Dirty connector
fault-unlike-connector = APC on UPC
fault-crossed-pair = Crossed pair
fault-wrong-fibre = Wrong fibre
flaw-not-measured = nothing was measured that tells
flaw-wrong-index = the index was wrong
flaw-noise = the trace is lost in noise
flaw-short-range = the range was too short
flaw-long-pulse = the pulse hid what stands close
flaw-no-launch-cord = a launch or receive cord was missing
flaw-one-wavelength = one wavelength only
flaw-one-direction = one direction only
flaw-reference = reference missing or stale
flaw-meter-wavelength = meter at another wavelength
flaw-fibres-missing = some fibres were not measured
cord-launch = Launch reel
cord-receive = Receive reel
cord-patch = Patch cord
cord-end = { $cord } { $m } m, end { $end } ({ $polish })
section-preparation = Preparation
section-settings = Settings
section-interpretation = Interpretation
section-conclusion = Conclusion
unsound = Answer counted half: { $why }.
guide-about = { $order }: { $about }
face-export-png = Export .png
bench-focus = Focus (wheel)
face-both = Both ways
face-mean = Mean dB
face-both-how = Traces: show one direction, then “Compare” with the other at the same wavelength.

# Workpieces and questions
part-site = Workpiece
part-questions = Question sheet
goal-site-score = Score all round
hint-site-score = Button held: the blade goes down. Move in circles.
goal-site-draw = Draw it off
hint-site-draw = Go to the length, close, bring it back smoothly.
goal-site-slit = Slit it open
hint-site-slit = Squeeze a little, go straight.
goal-site-wipe = Wipe
hint-site-wipe = Squeeze, draw towards the end. Wheel: clean area.
goal-site-turn = Turn
hint-site-turn = Button held: move in circles.
goal-site-insert = Put it in
hint-site-insert = Aim at the middle, hold, push home.
goal-site-squeeze = Squeeze
hint-site-squeeze = Go there, squeeze and hold.
goal-site-lead = Lead it
hint-site-lead = Hold and follow the way, no sharp bend.
goal-site-frame = Frame it
hint-site-frame = Bring it to the middle, hold still.
goal-site-pick = Point it out
hint-site-pick = Go there, click.
goal-site-test = Test
hint-site-test = Press.
goal-answer = Answer the question
hint-answer = Read, answer on the sheet, hand it in.
sheet-question = Question { $n }
sheet-hand-in = Hand in the answer
sheet-handed-in = Answer handed in
sheet-words = { $n } words (at least { $least })
sheet-no-number = Write a number

# The workshop: writing exercises
list-workshop = Workshop
workshop-title = Workshop
workshop-welcome = Write an exercise
workshop-welcome-about = On the left: open an exercise, or make a new one from a template.
workshop-shelf = Exercises
workshop-form = Form
workshop-picture = Preview
workshop-try = Try
workshop-try-here = Try from here
workshop-prove = Prove
workshop-check = Check
workshop-save = Save
workshop-undo = Undo
workshop-redo = Redo
workshop-unsaved = Not saved yet
workshop-saved = Saved: { $place }
workshop-not-saved = Not saved: { $why }
workshop-reloaded = The file changed outside the program and was read again.
workshop-gone = The file is gone. Saving writes it again.
workshop-unreadable = The file can no longer be read: { $why }
workshop-quit-unsaved = This exercise is not saved. Save it, or quit once more.
workshop-conflict = { $place } was changed by another program.
workshop-take-theirs = Take the file
workshop-save-over = Keep my text
workshop-mine = My exercises
workshop-none = None yet.
workshop-templates = Templates
workshop-templates-about = Choose an exercise to make your own copy.
workshop-new-from = New exercise from “{ $title }”
workshop-duplicate = Duplicate
workshop-text = Text
workshop-problems = Check
workshop-problems-n = Check ({ $n })
workshop-proof = Proof
workshop-good = No error
workshop-errors = To be put right
workshop-last-good = The preview shows the last version without errors.
workshop-allowed = Allowed: { $words }
workshop-put = Put { $word }
workshop-advice = Advice
workshop-advice-space = French wants a no-break space before this sign or inside these quotes.
workshop-advice-apostrophe = Straight apostrophe: French is set with ’.
workshop-advice-same = The same text in French and English.
workshop-advice-long = A sentence of { $words } words: too long to be read.
workshop-advice-id = The id is not the file’s: attempts would not find the exercise again.
workshop-no-picture = The preview comes with the first version without errors.
workshop-no-job = Nothing can be drawn: { $why }
workshop-step = Step of the preview
workshop-step-start = Beginning
workshop-step-before = Step before
workshop-step-after = Next step
workshop-seed = Draw
workshop-seed-about = Number of the draw: the same number gives the same job.
workshop-seed-other = Another draw
workshop-kind = Kind
workshop-add-field = Add or remove a field
workshop-add = Add
workshop-add-nothing = Nothing to add.
workshop-remove-field = Remove
workshop-add-entry = Add one
workshop-copy = Copy entry
workshop-up = Move entry up
workshop-down = Move entry down
workshop-remove = Remove entry
workshop-proof-about = The program’s hands do the exercise: the reference must earn all, each fault must cost its own criterion only.
workshop-proof-start = Prove
workshop-proof-stop = Stop proving
workshop-proof-running = The hands are at work…
workshop-proof-stale = The text has changed since this proof.
workshop-proof-failed = The proof came to nothing: { $why }
workshop-proven = Exercise proven
workshop-not-proven = { $n ->
    [1] One point does not hold
   *[other] { $n } points do not hold
}
workshop-proof-reference = Reference hand
workshop-proof-expert = Expert hand
workshop-proof-trained = Trained hand
workshop-proof-novice = Novice hand
workshop-proof-luck = Luck (standard deviation)
workshop-proof-never = { $fault } never costs this criterion
workshop-proof-others = { $fault } costs { $others } too
workshop-trial = Trial from the workshop: nothing is kept
workshop-return = Back to the workshop
field-format = Format
field-id = Identifier
field-title = Title
field-brief = Job sheet
field-minutes = Time
field-assistance = Help of the hand
field-cable = Cable
field-pigtail = Pigtail
field-sleeve = Sleeve
field-cleaver = Cleaver
field-splicer = Splicer
field-tray = Tray
field-work = Work
field-measuring = Measuring
field-pieces = Workpieces
field-tools = Tools
field-draw = Draw
field-targets = Lengths asked for
field-marking = Marking
field-fibre = Fibre
field-ring-mm = Sheath to remove
field-tube-left-mm = Tube left
field-strip-mm = Stripped length
field-pass = Pass mark
field-safety-pass = Share of safety asked for
field-criteria = Criteria
field-eliminatory = Faults that fail
field-axis = Axis
field-competences = Competences shown
field-section = Section
field-weight = Points
field-label = What is expected
field-cause = Cause and advice
field-rule = Rule
field-fault = Typical fault
field-measure = Measure
field-full = Full points at
field-zero = No point at
field-event = Event
field-given = Given
field-times = Times allowed
field-each = Points each time
field-first = First
field-then = Then
field-after = After
field-seconds = Time limit
field-network = Network
field-cords = Cords
field-devices = Instruments
field-record = Record sheet
field-limits = Limits
field-kind = Kind
field-node = Element
field-ask = Question
field-strands = Strands
field-length-m = Length
field-length-mm = Length
field-splice-db = Limit of a splice
field-link-db = Limit of the link
field-level-dbm = Level
field-near = Near side
field-far = Far side
field-dirt = Dirt
field-offset-um = Offset
field-ends = Ends
field-at = Place
field-item = Item
field-into = Into
field-path = Path
field-share = Share
field-sites = Sites
field-figure = Figure
field-live = Fibres in service
field-fibres = Fibres
field-count = Count
field-turns = Turns
field-radius-mm = Radius
field-face = Face
field-polish = Polish
field-piece = Workpiece
field-kit = Kit
field-plan = Plan
field-items = Items
field-questions = Questions
field-file = File
field-launch-m = Launch cord
field-receive-m = Receive cord
field-answers = Answers
field-hidden = Hidden
field-on-bench = On the bench
field-from = First stage
field-to = Last stage
word-splice = Splice
word-measure = Measuring
word-coil = Coiling
word-pieces = Workpieces
word-part = Part of a splice
word-low = As low as possible
word-high = As high as possible
word-done = Must be done
word-never = Must never happen
word-at-most = A few times at most
word-before = One before the other
word-within = Within a time
word-record = Answer on the record
word-sites = Figure at sites
word-sequence = In this order
word-planned = As planned
word-untouched = Not to be touched
word-answers = Answers to questions
word-sheath = Sheath
word-tube = Tube
word-strip = Stripping
word-clean = Cleaning
word-cleave = Cleaving
word-sleeve = Sleeve
word-tray = Tray
event-site-worked = Work done
event-site-harmed = Part damaged
event-site-forbidden = Forbidden part touched
event-item-removed = Item taken out
event-answered = Answer handed in

# Progress
passport-title = Skills passport
passport-count = { $n } competences acquired of { $of }
passport-how = ○○○ not seen yet, ●○○ learning, ●●○ acquired (7/10 of the points over two attempts), ●●● mastered (85 % over four attempts, on two days or two exercises). From the last five attempts without full help, at the simulator; says nothing of the hand on a real cable.
level-not-seen = Not seen yet
level-learning = Learning
level-acquired = Acquired
level-mastered = Mastered
standing-new = To discover
standing-failed = To do again
standing-passed = Passed
standing-mastered = Mastered
list-due = To do again today

# The hand: parts of a splice
goal-lift-out = Take the sleeve out of the oven
hint-lift-out = Wait until it is cold. Click on the fibre.
goal-lift-end = Take the fibre out of the cleaver
hint-lift-end = Click on the fibre, then lay it down.
list-mastered = { $n } of { $of } mastered
list-left = about { $time } left
list-later = Later – first: { $what }
list-more = { $what } and { $n } more
list-go = Carry on: { $title }
list-begin = Start: { $title }
list-speed = Speed
speed-slow = Slow
speed-standard = Normal
speed-paced = Paced
advice-again = To do again today:
advice-next = Next for you:
advice-faster = Now at pace:
advice-resume = Begun, to be finished:
list-passport = My passport
passport-mine = My passport
passport-save = Save
passport-saved = Saved: { $path }
passport-not-saved = Not saved: { $why }
passport-nothing = No attempt has shown it yet.
passport-seen = { $n ->
    [one] 1 attempt, on { $date }
   *[other] { $n } attempts, the last on { $date }
}
passport-points = { $percent }% of the points
passport-empty = Every exercise that you finish is entered here.

# Who is here
who-heading = Who are you?
who-type = My name, my number or a nickname
who-me = That’s me
who-nobody = No name
who-about = A number or a nickname is enough. You see your attempts, your passport and your progress; those of others stay hidden.
who-list = Or click on your name
who-more = And { $n } more: type how the name begins.
who-still = I am { $name }
who-change = Somebody else
who-wrong = This name does not do: 40 signs at most, without semicolons and quotation marks.

# Exams
list-exam = Exam
exam-title = Exam
exam-prepare = Prepare a session
prepare-title = Prepare an exam session
prepare-name = Title of the session
prepare-parts = Parts
prepare-minutes = minutes
prepare-search = Look for an exercise
prepare-add = Add
prepare-remove = Remove
prepare-people = Candidates
prepare-group = Add a group
prepare-list = Add the list
prepare-list-path = File of a list (CSV)
prepare-candidate = Add a candidate
prepare-count = { $n ->
    [0] Nobody yet
    [one] 1 candidate
   *[other] { $n } candidates
}
prepare-number = Number
prepare-person = Name (may be empty)
prepare-extra = Extra time
prepare-rules = Draw and help
prepare-jobs = The job that is drawn for each
prepare-each = Different
prepare-same = The same
prepare-seed = Number of the draw
prepare-guide = Guide during the part
prepare-colours = Names of colours
prepare-shown = Mark shown at the end
prepare-lock = Passphrase
prepare-folder = Folder into which the session is written
prepare-secret = Passphrase
prepare-secret-again = The same once more
prepare-secret-how = At least { $n } signs: four words that nobody guesses.
prepare-secret-short = { $n } more signs at least.
prepare-secret-differs = The two passphrases differ.
prepare-secret-lost = Write it down in a safe place: nobody can find it again.
prepare-no-title = The title is missing.
prepare-no-part = A part is missing.
prepare-no-people = Candidates are missing.
prepare-no-number = The number of { $name } is missing.
prepare-wrong = The session is not written: { $why }
prepare-write = Write the session
prepare-busy = Writing…
prepare-done = The session is ready
prepare-done-about = { $n ->
    [one] 1 candidate
   *[other] { $n } candidates
} – key { $key }
prepare-done-how = Copy this file to each machine, or to a stick. Only the passphrase opens it.
prepare-codes = Sheet of codes (PDF)
prepare-codes-busy = Typesetting…
prepare-codes-at = Sheet of codes: { $path }
prepare-codes-how = This sheet has the codes in the clear: print it, lock it away, remove the file.
prepare-another = Another session
exam-no-session = No exam session was found. Plug in the examiner’s stick, then come back here.
exam-choose-session = The examiner chooses the session.
exam-session-about = Prepared on { $date } – { $parts ->
    [one] 1 part
   *[other] { $parts } parts
}, { $time } – { $candidates } candidates
exam-was-cut = An exam was cut off here. The examiner lets it go on.
exam-open = Open
exam-file = Or the file of the session:
exam-goes-on = The exam of { $who } was cut off. Nothing is lost, and the time did not run.
exam-opening = Opening…
exam-passphrase = Examiner’s passphrase
exam-wrong = This is not the passphrase of the session.
exam-wrong-code = Number and code do not belong together.
exam-office = { $candidates } candidates, { $sealed } parts sealed on this machine.
exam-sit = Let candidates sit
exam-sit-about = The program takes the whole screen. Leaving needs the passphrase.
exam-jury = Jury
exam-seat = Hello
exam-number = My number
exam-code = My code
exam-sit-down = Sit down
exam-parts-about = The time of each part starts when the part does.
exam-extra = Extra time is included.
exam-part-time = { $time } for this part
exam-part-left = { $time } left
exam-part-sealed = Done and sealed
exam-part-begin = Start
exam-part-go-on = Go on
exam-done = I have finished
exam-over = It is over
exam-over-about = The work is sealed. Nobody can change it any more.
exam-not-passed = Not passed
exam-next-part = Next part
exam-clock-starts = The clock starts with “Start”.
exam-time-left = Time left
exam-examiner = Examiner
exam-paused = The clock stands still
exam-pause = Stop the clock
exam-continue = Let the clock run
exam-end = End the part
exam-back-to-work = Back to work
exam-finish-question = Is the part finished?
exam-finish-about = It will be sealed. Nothing can be changed afterwards.
exam-finish-yes = Yes, finish
exam-finish-no = No, go on
exam-runs = An exam is running on this machine: Épissure is open already. The examiner is told.
exam-who = Candidate
exam-exercise = Part
exam-machine = Machine’s mark
exam-jury-mark = Jury’s final mark
exam-seal = Seal
exam-holds = Seal and mark hold.
exam-incidents = { $n ->
    [one] 1 incident noted
   *[other] { $n } incidents noted
}
exam-see = Watch
exam-nothing-sealed = Nothing is sealed on this machine for this session.
exam-word = The jury’s word
exam-word-remark = Remark
exam-word-criterion = Criterion
exam-word-decision = Decision
exam-word-choose = Click on a criterion first.
exam-word-by = Name of the member of the jury
exam-word-reason = Reason (required)
exam-word-sign = Sign
exam-print = Report
exam-printed = Report written: { $path }
# Records
indicator-started = Started
indicator-completed = Completed
indicator-certified = Certified
indicator-fixed-term = Left to a fixed-term job
indicator-permanent = Left to a permanent job
indicator-temporary = Left to temporary work
indicator-training = Left to a qualifying training
list-board = My group
board-title = My group
board-code = Instructor’s code
board-code-new = Code of this board
board-code-why = This board shows the marks of the whole group.
board-code-wrong = This is not the code.
board-code-about = With a code this board no longer opens without it on this PC. Four signs at least. A forgotten code: remove the file board-code.json from Épissure’s folder.
board-code-set = Set this code
board-code-none = Take the code away
board-code-kept = The code is set: it is asked each time.
board-code-gone = The code is taken away.
board-gather = Gather
gather-title = Gather attempts
gather-about = Choose the stick or the shared folder. Folders inside are read, too. The same stick twice counts nothing twice.
gather-go = Gather from “{ $folder }”
gather-running = Reading… { $n ->
    [one] 1 attempt
   *[other] { $n } attempts
}
gather-new = { $n ->
    [0] Nothing new
    [one] 1 new attempt
   *[other] { $n } new attempts
}
gather-known = { $n ->
    [one] 1 attempt known already
   *[other] { $n } attempts known already
}
gather-unfinished = { $n ->
    [one] 1 attempt not finished yet
   *[other] { $n } attempts not finished yet
}
gather-unmarked = { $n ->
    [one] 1 attempt without a mark: open the list of exercises on its PC
   *[other] { $n } attempts without a mark: open the list of exercises on their PC
}
gather-erased = { $n ->
    [one] 1 attempt that was erased here before
   *[other] { $n } attempts that were erased here before
}
gather-refused = { $n ->
    [one] 1 file refused
   *[other] { $n } files refused
}
gather-stopped = What was gathered stays. To begin again goes on.
gather-board = See the board
gather-again = Gather something else
gather-people = What came in
gather-conflicts = Same name, other content: both are kept
gather-refusals = Refused, and why
gather-why-link = A link, not a file.
gather-why-large = Too large for an attempt.
gather-why-name = This name of a file does not do.
gather-why-who = The trainee’s name does not do.
gather-why-mark = The mark beside it cannot be read.
gather-why-altered = The file was altered.
gather-why-deep = Too many folders in each other.
browse-places = Sticks and folders
browse-path = Folder
browse-up = Folder above
browse-go = Go
browse-reading = Reading…
browse-attempts = { $n ->
    [0] No attempt right here
    [one] 1 attempt here
   *[other] { $n } attempts here
}
browse-wrong = This folder cannot be read: { $why }
board-save = Save the tables
board-saved = Tables saved in { $path }
board-group = Group
board-everybody = Everybody
board-show = Show
board-tab-matrix = Competences
board-tab-help = To help
board-tab-person = Trainee
board-tab-exercises = Exercises
board-tab-groups = Groups
board-reading = Reading the attempts…
board-empty = Nobody is on record yet. Import a roster (epissure group import roster.csv), then gather the attempts of the PCs (epissure gather FOLDER): see docs/records.md.
board-point = Point at a column: the competence shows here. Click a line: the trainee’s progress.
board-acquired = { $n } of { $of } acquired
board-last = last attempt on { $date }
board-stuck-at = { $n } failures in a row: { $title }
board-no-better = no progress since { $date }
board-never-better = nothing passed yet
board-state-stuck = To help
board-state-away = Away for two weeks
board-state-new = Not begun yet
board-who = Who needs help
board-nobody = Nobody is stuck, nobody is missing.
board-look = See their progress
board-faults = Common faults
board-no-faults = No common fault: it takes at least three people at one exercise.
board-of-people = { $n } of { $of }
board-choose = Choose a trainee
board-passed = Passed
board-failed = Not yet
board-exam = Exam
board-by-jury = { $mark }, the jury’s final mark (machine: { $machine })
board-mean = Mean of the last five attempts
board-attempts-of = { $n ->
    [one] 1 attempt
   *[other] { $n } attempts
}
board-attempts = { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $n ->
    [one] 1 attempt
   *[other] { $n } attempts
}
board-no-exercises = No attempts yet.
board-means = Mean mark of each exercise, the hardest first
board-mean-of = mean { $mean } / 20
board-passes = { $percent } % passed
board-figures-how = Over everybody’s latest attempt. Under ten people these figures say next to nothing.
board-alpha = Reliability (Cronbach’s alpha): { $alpha }. Over 0.7 the criteria go together.
board-discrimination = relation to the rest of the mark: { $figure }
board-compare = Compare two groups
board-with = and
board-one-group = It takes at least two groups.
board-too-little = Choose the other group. It takes at least two people in each, and exercises that both did.
board-group-mean = { $group }: { $n } people, mean { $mean }, standard deviation { $deviation }
board-effect = Difference (Cohen’s d): { $d }, between { $low } and { $high }
board-compare-how = Over the exercises that both groups did. 0.2 is little, 0.5 some, 0.8 much. If 0 lies between, it may be chance.
board-counts = Counts for funders
board-choose-group = Choose a group, above.
board-counts-how = Numbers of the group, typed in here; nothing is kept of a person.
board-set-aside = The database was damaged. It was made anew; the old one is here: { $path }
board-refused = { $n ->
    [one] One attempt’s file is damaged and does not count.
   *[other] { $n } attempts’ files are damaged and do not count.
}
board-unread = The attempts could not be read. Go back to the list and try again.
board-wrong = Not possible: { $why }
board-wrong-newer = The records are of a newer version of Épissure. Nothing was changed.
board-wrong-busy = Another program is writing the records. Nothing was changed; try again.
board-wrong-full = The disk is full. Nothing was changed; make room and try again.
board-wrong-read-only = The folder of the records cannot be written. Nothing was changed.
board-wrong-gone = The folder of the records is gone. Put it back and try again.
board-wrong-damaged = The database is damaged. Go back to the list and open it again: it is made anew from the attempts.

# Printed documents.
print-moment = { $date } at { $clock } (UTC)
print-tool-taken = Tool taken: { $tool }
print-trace = Fibre { $fibre }, { $nm } nm, { $way }, at { $time }
print-trace-none = No fibre, { $nm } nm, at { $time }
print-trace-both = Fibre { $fibre }, { $nm } nm, both directions
print-trace-there = from A
print-trace-back = from B
incident-focus-lost = The window lost keyboard and pointer
incident-focus-regained = The window had them again
incident-resumed = The program ended, and the attempt was taken up again
incident-paused = The examiner stopped the clock
incident-continued = The examiner let the clock run again
incident-clock-changed = The computer’s clock jumped
incident-second-instance = The program was started a second time
incident-time-up = The time was up

# When the program cannot open, or breaks.
crash-no-renderer = This PC cannot draw the picture. Update the driver of the graphics card. On Linux without a card: install “mesa-vulkan-drivers”. Without a picture, “epissure list” and “epissure play” work.
crash-told = The program stopped on an error. The attempt is kept: go on with it from the list. The report is in { $folder }

# The first minute at the bench.
tour-click = Bring the mouse to the orange ring. Click.
tour-move = Move the mouse: the hand follows.
tour-grip = Hold the left button: the hand grips.
tour-leave = Right click: the hand lets go.
tour-end = That is all. What to do stands above.
tour-skip = Skip
tour-step = Step { $n } of { $of }
tour-done = Got it

# What a fault does in the network, by competence. Short sentences.
result-network = In the network: { $what }
result-train = Train: { $title }
network-measure-length = a wrong length, and the fibre no longer fits the tray.
network-read-plan = the wrong fibre is joined. Another customer is cut off.
network-colours = the wrong fibre is joined. Another customer is cut off.
network-numbering = the wrong fibre is joined. Another customer is cut off.
network-order = a forgotten gesture means cutting back and starting again.
network-steady = a shaking hand harms the fibres beside.
network-write = the next one does not know what was done. They search while the customer waits.
network-label = the next one unplugs the wrong line.
network-hazards = an accident stops the site.
network-equipment = a splinter of glass in the eye cannot be seen, and stays.
network-stop = an accident stops the site.
network-waste = a forgotten splinter hurts the next one.
network-live = a customer in service is cut off.
network-laser = laser light cannot be seen, and burns the eye.
network-sheath = a nicked tube breaks in winter. The whole cable is to be done again.
network-mid-span = a nicked tube cuts off every customer behind it.
network-tube = a fibre crushed in its tube loses light.
network-strip = a nick breaks the fibre months later, in the closed box.
network-clean = a speck burns in the arc. The splice loses light.
network-cleave = a slanted cleave leaves a bubble. The splice loses light.
network-splice = each tenth of a decibel that is lost is missing for the last customer.
network-sleeve = a badly protected splice breaks at the first movement.
network-tray = a tight loop loses light, most of all at 1625 nm.
network-connector = a badly fitted connector sends light back to the transmitter.
network-connector-clean = a dirty face scratches the other. Both are to be replaced.
network-entry = a badly anchored cable pulls at the fibres.
network-seal = water gets in. The whole closure is to be done again.
network-pbo = the customer has no light, or a neighbour's.
network-outlet = the outlet loses light. The box does not connect.
network-customer = the customer has no internet. Somebody must come back.
network-cabinet = another customer is cut off.
network-otdr = the fault is searched in the wrong place.
network-loss = a bad line is declared good.
network-fault = the digging is done in the wrong place.
network-acceptance = the file is refused. All is to be measured again.
network-patch = a server loses its link.
network-polarity = light arrives at a transmitter. Nothing gets through.
network-dress = air no longer passes. The rack heats up.
network-change = the outage lasts longer than the work.
network-rj45 = the link falls to 100 Mbit/s, or does not come up.

# Comparing with a model
compare-title = Beside the model
compare-open = Compare with the model
compare-model-keep = Keep as the model
compare-model-kept = This is the model
compare-model-remove = Remove the model
compare-model-is-person = Model: a recorded hand
compare-model-is-synthetic = Model: reference hand (synthetic)
compare-model-changed = The exercise has changed since the model was recorded.
compare-model-not-kept = Model not kept: { $why }
compare-waits = The model is at work…
compare-mine = Me
compare-theirs = Model
compare-first-three = What matters most
compare-none = No difference that matters. Well done!
compare-gestures = Gesture by gesture
compare-gesture-way = Way
compare-gesture-speed = Speed
compare-see-mine = See
compare-see-theirs = See the model
compare-see-mine-this = See my gesture: { $what }
compare-see-theirs-this = See the model: { $what }
compare-cut = The attempt is very long: its last gestures are not compared.
compare-back = Back to the mark
compare-whole = The whole work
compare-numbered = { $name } ({ $n })
compare-key = Key { $key }
compare-eliminated = This fault prevents a pass
compare-not-done = Not done yet
compare-left-out = The model does it, I do not
compare-first = first of all
compare-after = after “{ $what }”
compare-both = me { $mine }, model { $theirs }
compare-mine-alone = me alone: { $mine }
compare-metric = { $name }: { $both }
compare-sentence = { $about } – { $what }
compare-sentence-points = { $about } – { $what } (−{ $points } pt)
compare-times = { $n ->
    [one] once
   *[other] { $n } times
}
compare-only-mine = Me alone
compare-only-theirs = Model alone
compare-moved = At another time
compare-worse-seconds = longer
compare-worse-path = a longer way
compare-worse-peak-speed = faster
compare-worse-smoothness = less smooth
compare-worse-steadiness = a less steady hand
compare-worse-pauses = more stops
compare-worse-restarts = taken hold of again
compare-worse-approach = a detour before
compare-value-seconds = { $value } s
compare-value-path = { $value } mm
compare-value-peak-speed = { $value } mm/s
compare-value-smoothness = { $value }
compare-value-steadiness = { $value } mm
compare-value-pauses = { $value }
compare-value-restarts = { $value } times
compare-value-approach = { $value } mm
compare-site-error = { $value } off
compare-site-harm = { $value }% harmed
compare-site-left = { $value }% dirt
compare-came-out = Result
compare-metric-seconds = Duration
compare-metric-path = Way
compare-metric-peak-speed = Highest speed
compare-metric-smoothness = Smoothness
compare-metric-steadiness = Drift of the hand
compare-metric-pauses = Stops
compare-metric-restarts = Taken hold again
compare-metric-approach = Way before the gesture

# The ghost
hud-ghost-shown-auto = Ghost: it shows the gesture. It fades by itself, gesture after gesture.
hud-ghost-hinted-auto = Ghost: it shows the way. It fades by itself, gesture after gesture.
hud-ghost-alone-auto = Ghost: this gesture is done alone.
hud-ghost-shown-chosen = Ghost: it shows every gesture.
hud-ghost-hinted-chosen = Ghost: it shows every way.
hud-ghost-alone-chosen = Ghost: it shows nothing.

# Sounds
settings-sound = Sounds
settings-volume = Volume
settings-volume-off = No sound
settings-volume-value = { $share }%
settings-see-sounds = See the sounds
settings-see-sounds-no = No
settings-see-sounds-yes = Yes
settings-see-sounds-about = A short word says what sounds, for a PC without loudspeakers or for those who do not hear.
sounds-now = What sounds
sound-cut = cutting
sound-peel = stripping
sound-rub = sliding
sound-wipe = wiping
sound-squeak = squeak
sound-scrape = scraping
sound-creak = creaking
sound-motor = motor
sound-arc = arc
sound-fan = oven
sound-cleave = clack
sound-bite = bites
sound-nick = scratch
sound-snip = snip
sound-snap = crack
sound-pop = pop
sound-lid = clack
sound-stop = stop
sound-click = click
sound-unplug = unplugged
sound-latch = in place
sound-tap = tap
sound-tinkle = tinkle
sound-spring = spring
sound-detent = notch
sound-key = key
sound-beep = beep
sound-oven-beep = oven beep
sound-pencil = pencil

# The voice
aloud = Read aloud
settings-voice = Voice
settings-voice-no = No
settings-voice-yes = Yes
settings-voice-about = The computer’s voice reads the guide. A loudspeaker beside a sentence reads it.
settings-voice-none = This computer has no voice.

# Showing it to the group.
present-open = Present
present-pen = Draw
present-wipe = Wipe
present-close = Close
